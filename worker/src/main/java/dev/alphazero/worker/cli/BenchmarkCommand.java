package dev.alphazero.worker.cli;

import dev.alphazero.crd.Device;
import dev.alphazero.crd.read.Flag;
import dev.alphazero.crd.read.TrainingReader;
import dev.alphazero.crd.resolve.Hardware;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.resolve.Resolved;
import dev.alphazero.crd.resolve.Resolver;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.worker.benchmark.Benchmark;
import dev.alphazero.worker.benchmark.measure.Machine;
import dev.alphazero.worker.benchmark.measure.Options;
import dev.alphazero.worker.benchmark.measure.PartName;
import dev.alphazero.worker.benchmark.report.Report;
import dev.alphazero.worker.benchmark.report.ReportCsv;
import dev.alphazero.worker.benchmark.report.ReportTable;
import dev.alphazero.worker.cli.text.ProgressLine;
import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.machine.HardwareProbe;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.nvml.GpuFacts;
import dev.alphazero.worker.run.JsonFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "benchmark",
    description = {
      "Measures how fast this machine searches, plays, evaluates and trains, each beside its limit.",
      "Without a PART all of them, in two to three minutes of two cores. Use an idle machine."
    })
final class BenchmarkCommand implements Callable<Integer> {
  private static final String TRAINING =
      """
      apiVersion: alphazero.dev/v1alpha1
      kind: AlphaZeroTraining
      metadata: {name: benchmark}
      spec:
        game: {name: togyzqumalaq}
      """;

  /// What is printed.
  enum DocumentFormat {
    /// For people.
    TABLE,
    /// One document.
    JSON,
    /// One row per figure.
    CSV
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "PART",
      description = "tree, search, selfplay, inference or train (default: all)")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--games",
      paramLabel = "N",
      description =
          "games in flight, of all threads (default: search 32 and the best, selfplay 16, tree 1 and 32 a core)")
  @Nullable Integer games;

  @Option(
      names = "--simulations",
      paramLabel = "N",
      description = "simulations of a search (default: 100, tree 100 and 800)")
  @Nullable Integer simulations;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description = "turns of each case (default: ${DEFAULT-VALUE})")
  int repetitions = 3;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "length of a turn (default: ${DEFAULT-VALUE})")
  double seconds = 1.2;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "training steps of a turn, instead of --seconds; 98 see as many samples as the window has")
  @Nullable Integer steps;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      description = "fp32 or bf16 (default: the faster one, measured)")
  @Nullable Precision precision;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "auto, high, mid, low or cpu: its games per thread and batch sizes instead of the workloads'")
  @Nullable String profile;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto, cpu, cuda or cuda:N: what computes networks (default: ${DEFAULT-VALUE})")
  String device = Device.AUTO.text();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, json or csv (default: table)")
  DocumentFormat format = DocumentFormat.TABLE;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "receives the figures instead of standard output, each as soon as it is there")
  @Nullable Path output;

  @Mixin HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    List<PartName> parts = names.stream().map(this::part).distinct().toList();
    HardwareProbe.Found found = HardwareProbe.look();
    Options.Sizes sizes = profile == null ? null : sizes(profile, found.hardware());
    Machine machine = Machine.look(found.text(), gpus(found.hardware()));
    PrintWriter err = spec.commandLine().getErr();
    if (machine.isBusy()) {
      err.println("alphazero: the machine is busy, so the figures will be low: " + machine.load());
      err.flush();
    }
    ProgressLine progress = new ProgressLine(err);
    Options options =
        new Options(
            engine(err),
            parts.isEmpty() ? List.of(PartName.values()) : parts,
            games,
            simulations,
            repetitions,
            seconds,
            steps,
            precision,
            sizes);
    Report report = Benchmark.run(machine, options, now -> progress.show("%s", now), this::keep);
    progress.end();
    print(report);
    return parts.isEmpty() || report.isComplete() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private Engine engine(PrintWriter err) {
    return Engines.of(
        Inputs.read(spec, () -> Device.parse(device)),
        note -> {
          err.println("alphazero: " + note);
          err.flush();
        });
  }

  /// Returns what the driver reports of each GPU, or what else is known of it.
  private static List<String> gpus(Hardware hardware) {
    List<GpuFacts> facts = GpuFacts.look();
    return facts.isEmpty()
        ? hardware.gpus().stream().map(Hardware.Gpu::text).toList()
        : facts.stream().map(GpuFacts::text).toList();
  }

  /// An option's enum would do, were it not that picocli drops what it cannot read of a list.
  private PartName part(String name) {
    return Arrays.stream(PartName.values())
        .filter(part -> part.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "PART must be one of %s, PART=%s"
                        .formatted(
                            Arrays.stream(PartName.values())
                                .map(PartName::id)
                                .collect(Collectors.joining(", ")),
                            name)));
  }

  private void check() {
    checkCount("--games", games, 65_536);
    checkCount("--simulations", simulations, 100_000);
    checkCount("--repetitions", repetitions, 1000);
    checkCount("--steps", steps, 1_000_000);
    Inputs.check(
        spec,
        seconds > 0 && seconds <= 3600,
        "--seconds must be in (0, 3600], --seconds=" + seconds);
    if (output != null) {
      Path folder = output.toAbsolutePath().getParent();
      Inputs.check(
          spec,
          folder != null && Files.isDirectory(folder) && !Files.isDirectory(output),
          "--output must be a file in a folder that is there, --output=" + output);
      Inputs.check(
          spec,
          Files.isWritable(Files.exists(output) ? output : folder),
          "--output must be writable for this user, --output=" + output);
    }
  }

  private void checkCount(String option, @Nullable Integer value, int most) {
    Inputs.check(
        spec,
        value == null || (value >= 1 && value <= most),
        "%s must be in [1, %d], %s=%s".formatted(option, most, option, value));
  }

  private Options.Sizes sizes(String profile, Hardware hardware) {
    Resolved resolved =
        Resolver.resolve(
            TrainingReader.read(
                "benchmark", TRAINING, List.of(Flag.of("--profile", "profile", profile))),
            hardware,
            Profiles.builtIn());
    PrintWriter err = spec.commandLine().getErr();
    resolved.warnings().forEach(warning -> err.println("alphazero: WARNING: " + warning));
    err.flush();
    Settings settings = resolved.settings();
    return new Options.Sizes(
        resolved.profileReason(),
        settings.selfPlay().gamesPerActor(),
        settings.learner().batchSize(),
        settings.inference().batchSize());
  }

  private void print(Report report) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (output == null) {
      out.println(text(report));
    } else {
      write(report, output);
      out.println("wrote " + output);
    }
    out.flush();
  }

  /// A benchmark that is ended leaves what it has measured.
  private void keep(Report soFar) {
    if (output != null) {
      try {
        write(soFar, output);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void write(Report report, Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, text(report) + System.lineSeparator());
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private String text(Report report) throws IOException {
    return switch (format) {
      case TABLE -> String.join(System.lineSeparator(), ReportTable.lines(report));
      case JSON -> JsonFiles.text(report);
      case CSV -> String.join(System.lineSeparator(), ReportCsv.lines(report));
    };
  }
}
