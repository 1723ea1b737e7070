package dev.alphazero.worker.cli;

import dev.alphazero.crd.read.TrainingFile;
import dev.alphazero.crd.read.TrainingReader;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.resolve.Resolved;
import dev.alphazero.crd.resolve.Resolver;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.worker.cli.text.Json;
import dev.alphazero.worker.cli.text.ProfilesReport;
import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.machine.HardwareProbe;
import dev.alphazero.worker.machine.PrecisionChoice;
import dev.alphazero.worker.machine.ThreadLayout;
import dev.alphazero.worker.nvml.GpuFacts;
import dev.alphazero.worker.plan.TrainingPlans;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "profiles",
    description = {
      "Shows the hardware found, the profile that it gives, and where every value comes from.",
      "Trains nothing."
    })
final class ProfilesCommand implements Callable<Integer> {
  private static final String MINIMAL =
      """
      apiVersion: alphazero.dev/v1alpha1
      kind: AlphaZeroTraining
      metadata: {name: minimal}
      spec:
        game: {name: %s}
      """;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "a training file (default: a training that says nothing but its game)")
  @Nullable Path file;

  @Option(
      names = "--game",
      paramLabel = "GAME",
      description = "the game without a FILE (default: tic-tac-toe)")
  @Nullable String game;

  @Option(
      names = "--measure",
      description = {
        "measure now which precision is faster, which otherwise a training's start does,",
        "and a model per core beside one model on all cores"
      })
  boolean measure;

  @Mixin Overrides overrides = new Overrides();
  @Mixin FormatOption format = new FormatOption();
  @Mixin HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    TrainingFile training = training();
    HardwareProbe.Found machine = HardwareProbe.look();
    Resolved resolved = Resolver.resolve(training, machine.hardware(), Profiles.builtIn());
    Measured measured = measure ? measure(resolved.settings(), machine) : Measured.NOTHING;
    ProfilesReport report =
        ProfilesReport.of(
            describe(),
            machine,
            GpuFacts.look(),
            resolved,
            measured.precision(),
            measured.threads());
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      Json.print(spec, report);
    } else {
      report.lines().forEach(out::println);
    }
    out.flush();
    return 0;
  }

  /// What was measured; null what was not.
  private record Measured(@Nullable PrecisionChoice precision, @Nullable ThreadLayout threads) {
    static final Measured NOTHING = new Measured(null, null);
  }

  /// What all threads share, such as a GPU, has no threads to lay out.
  private Measured measure(Settings settings, HardwareProbe.Found machine) {
    int cores = machine.hardware().cores();
    Engines engines =
        Engines.of(
            settings.inference().device(),
            settings.learner().device(),
            spec.commandLine().getErr()::println);
    PrecisionChoice precision = PrecisionChoice.of(engines, settings, cores);
    ThreadLayout threads =
        engines.inference().attributes().isShared()
            ? null
            : ThreadLayout.measure(
                engines.inference(),
                TrainingPlans.network(settings.network(), TrainingPlans.game(settings.game())),
                precision.precisions().inference(),
                settings.selfPlay().gamesPerActor(),
                cores,
                System::nanoTime);
    return new Measured(precision, threads);
  }

  private TrainingFile training() {
    if (file != null) {
      Inputs.check(spec, game == null, "--game is in the FILE: name one of the two");
      return TrainingFiles.read(file, overrides.flags(), spec.commandLine().getErr());
    }
    return TrainingReader.read(
        "--game", MINIMAL.formatted(game == null ? "tic-tac-toe" : game), overrides.flags());
  }

  private String describe() {
    return file == null
        ? "none, so a training that says nothing but its game; name a FILE to see yours"
        : file.toString();
  }
}
