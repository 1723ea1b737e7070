package dev.alphazero.worker.cli.text;

import dev.alphazero.crd.resolve.Hardware;
import dev.alphazero.crd.resolve.Origin;
import dev.alphazero.crd.resolve.Resolved;
import dev.alphazero.crd.resolve.SettingsJson;
import dev.alphazero.worker.machine.HardwareProbe;
import dev.alphazero.worker.machine.PrecisionChoice;
import dev.alphazero.worker.machine.ThreadLayout;
import dev.alphazero.worker.nvml.GpuFacts;
import dev.alphazero.worker.plan.TrainingPlans;
import dev.alphazero.worker.search.SearchBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a training resolves on this machine.
///
/// @param machine the hardware in words
/// @param gpus what the driver reports of them now
/// @param notes what could not be found out about it
/// @param file the training file, or what stands for it
/// @param profileReason why that profile, beginning with its name
/// @param backend of the search
/// @param precision null unless it was measured
/// @param threads null unless they were measured
/// @param values every resolved value, in the order of the specification
public record ProfilesReport(
    String machine,
    Hardware hardware,
    String processor,
    List<GpuFacts> gpus,
    List<String> notes,
    String file,
    String profile,
    String profileReason,
    List<String> warnings,
    String backend,
    String backendReason,
    @Nullable PrecisionChoice precision,
    @Nullable ThreadLayout threads,
    String hash,
    List<Value> values) {
  /// @param path below `spec`
  /// @param from where the value came from
  record Value(String path, String value, String from) {}

  public static ProfilesReport of(
      String file,
      HardwareProbe.Found machine,
      List<GpuFacts> gpus,
      Resolved resolved,
      @Nullable PrecisionChoice precision,
      @Nullable ThreadLayout threads) {
    SearchBackend.Choice backend =
        TrainingPlans.backend(
            resolved.settings().search(), TrainingPlans.game(resolved.settings().game()));
    List<Value> values = new ArrayList<>();
    SettingsJson.values(resolved.settings())
        .forEach(
            (path, value) -> {
              Origin origin = Objects.requireNonNull(resolved.origins().get(path), path);
              boolean chosen = path.equals("profile") && !origin.isWritten();
              values.add(new Value(path, value, chosen ? "the hardware" : origin.text()));
            });
    return new ProfilesReport(
        machine.text(),
        machine.hardware(),
        machine.processor(),
        gpus,
        machine.notes(),
        file,
        resolved.settings().profile(),
        resolved.profileReason(),
        resolved.warnings(),
        backend.backend().id(),
        backend.reason(),
        precision,
        threads,
        resolved.hash(),
        values);
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("machine: " + machine);
    gpus.forEach(gpu -> lines.add("GPU: " + gpu.text()));
    lines.addAll(notes);
    lines.add("profile: " + profileReason);
    warnings.forEach(warning -> lines.add("WARNING: " + warning));
    lines.add(backendReason);
    lines.add(
        precision == null
            ? "precision: auto is measured when a training starts; --measure does it now"
            : precision.text());
    if (threads != null) {
      lines.add(threads.text());
    }
    lines.add("training file: " + file);
    lines.add("");
    Columns columns = new Columns("value", "", "from");
    values.forEach(value -> columns.row(value.path(), value.value(), value.from()));
    lines.addAll(columns.lines("  "));
    return lines;
  }
}
