package dev.alphazero.worker.cli;

import dev.alphazero.crd.Device;
import dev.alphazero.worker.cli.text.Json;
import dev.alphazero.worker.machine.DeviceCheck;
import dev.alphazero.worker.machine.DeviceCheck.Comparison;
import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.torch.TorchEngine;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "device",
    description = {
      "Says what a device is, and checks that it computes what the processor computes.",
      "A GPU that cannot be used is an error that says what is missing."
    })
final class DeviceCommand implements Callable<Integer> {
  private static final long MIB = 1 << 20;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DEVICE",
      description = "auto, cpu, cuda or cuda:N (default: auto)")
  String device = Device.AUTO.text();

  @Mixin FormatOption format = new FormatOption();
  @Mixin HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  /// What is printed.
  ///
  /// @param memoryMiB of a GPU, null on the processor; so is computeCapability
  /// @param comparisons with the processor, by the same library; empty on the processor itself
  record Report(
      String device,
      String processor,
      String library,
      @Nullable Long memoryMiB,
      @Nullable String computeCapability,
      List<Comparison> comparisons) {
    boolean isSound() {
      return comparisons.stream().allMatch(Comparison::passes);
    }
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Engine engine = Engines.of(Inputs.read(spec, () -> Device.parse(device)), err::println);
    err.flush();
    Report report = report(engine, err);
    if (format.isJson()) {
      Json.print(spec, report);
    } else {
      print(report);
    }
    return report.isSound() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static Report report(Engine engine, PrintWriter err) {
    if (engine instanceof TorchEngine torch && torch.cuda() != null) {
      return new Report(
          engine.device(),
          engine.processor(),
          engine.library(),
          torch.cuda().totalBytes() / MIB,
          torch.cuda().capabilityMajor() + "." + torch.cuda().capabilityMinor(),
          DeviceCheck.of(engine, TorchEngine.ofProcessor(err::println)));
    }
    return new Report(engine.device(), engine.processor(), engine.library(), null, null, List.of());
  }

  private void print(Report report) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("device: %s, %s%n", report.device(), report.processor());
    if (report.memoryMiB() != null) {
      out.printf(
          "memory: %,d MiB; compute capability %s%n",
          report.memoryMiB(), report.computeCapability());
    }
    out.printf("library: %s%n", report.library());
    for (Comparison each : report.comparisons()) {
      out.printf(
          Locale.ROOT,
          "%s, %s: differs from the processor by %.1e, must be below %.0e: %s%n",
          each.precision(),
          each.what(),
          each.difference(),
          each.bound(),
          each.passes() ? "yes" : "NO");
    }
    out.flush();
  }
}
