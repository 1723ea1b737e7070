package dev.alphazero.worker.training;

import dev.alphazero.crd.read.Flag;
import dev.alphazero.crd.read.TrainingFile;
import dev.alphazero.crd.read.TrainingReader;
import dev.alphazero.crd.resolve.Hardware;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.resolve.Resolved;
import dev.alphazero.crd.resolve.Resolver;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.worker.machine.HardwareProbe;
import dev.alphazero.worker.plan.TrainingPlan;
import dev.alphazero.worker.plan.TrainingPlans;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.run.TrainingReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A training of tic-tac-toe with a tiny network, for tests that start it many times.
///
/// @param folder holds the file and its run
/// @param output what a process writes
public record QuickTraining(Path folder, Path output) {
  static final int BATCH = 64; // two replicas of the network on two threads
  static final double REUSE = 2;
  static final int CHECKPOINTS_KEPT = 3;

  private static final String FILE =
      """
      apiVersion: alphazero.dev/v1alpha1
      kind: AlphaZeroTraining
      metadata: {name: quick}
      spec:
        game: {name: tic-tac-toe}
        network: {blocks: 1, channels: 8}
        search: {simulations: 4}
        selfPlay: {gamesPerActor: 16}
        inference: {precision: fp32}
        learner:
          batchSize: 64
          precision: fp32
          replay: {windowSamples: 2048, reuse: 2}
          publishEvery: 256
        checkpoints: {every: 1s, keep: 3}
        evaluation: {every: 200, games: 4, simulations: 2, opponents: [random]}
        completion: {games: 1000000, activeDeadline: 30m} # the deadline ends what a test left behind
      """;

  private static final Hardware HARDWARE = new Hardware(2, 4096, List.of());

  static final TrainingListener SILENT =
      new TrainingListener() {
        @Override
        public void note(String line) {}

        @Override
        public void progress(Progress progress) {}
      };

  static QuickTraining in(Path folder) {
    QuickTraining training = new QuickTraining(folder, folder.resolve("output.txt"));
    try {
      Files.createDirectories(folder);
      Files.writeString(training.file(), FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return training;
  }

  /// Returns the same training whose processes write to another file.
  QuickTraining withOutput(String name) {
    return new QuickTraining(folder, folder.resolve(name));
  }

  /// Returns the settings of the same training.
  ///
  /// @param sets as for `--set`
  public static Settings settings(String... sets) {
    return resolve(sets).settings();
  }

  /// Returns the plan of the same training for a run in this process, on two threads.
  ///
  /// @param sets as for `--set`
  public static TrainingPlan plan(boolean deterministic, String... sets) {
    return TrainingPlans.of("quick", settings(sets), HARDWARE.cores(), deterministic);
  }

  private static Resolved resolve(String... sets) {
    TrainingFile file =
        TrainingReader.read("quick.yaml", FILE, Arrays.stream(sets).map(Flag::set).toList());
    return Resolver.resolve(file, HARDWARE, Profiles.builtIn());
  }

  /// Trains in this process.
  ///
  /// @param sets as for `--set`
  TrainingReport trainHere(String... sets) {
    return trainHere(() -> false, sets);
  }

  TrainingReport trainHere(BooleanSupplier stop, String... sets) {
    HardwareProbe.Found machine = new HardwareProbe.Found(HARDWARE, "any processor", List.of());
    return new LocalTraining("quick", resolve(sets), machine, run(), false, SILENT, stop).run();
  }

  /// Trains in this process, in a folder.
  ///
  /// @param sets as for `--set`
  public static void trainInto(RunFolder folder, String... sets) {
    HardwareProbe.Found machine = new HardwareProbe.Found(HARDWARE, "any processor", List.of());
    new LocalTraining("quick", resolve(sets), machine, folder, false, SILENT, () -> false).run();
  }

  /// Trains in this process, as a user starts it.
  ///
  /// @param notes receives what is said
  TrainingReport trainHere(
      TrainingStart start,
      boolean deterministic,
      List<String> notes,
      BooleanSupplier stop,
      String... sets) {
    HardwareProbe.Found machine = new HardwareProbe.Found(HARDWARE, "any processor", List.of());
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void note(String line) {
            notes.add(line);
          }

          @Override
          public void progress(Progress progress) {}
        };
    return new LocalTraining("quick", resolve(sets), machine, run(), deterministic, listener, stop)
        .run(start);
  }

  Path file() {
    return folder.resolve("quick.yaml");
  }

  RunFolder run() {
    return new RunFolder(folder.resolve("run"));
  }

  /// Starts the command on the file and its run.
  CommandProcess start(String... more) {
    return startWith(List.of(), more);
  }

  /// Starts the command.
  ///
  /// @param prefix what starts it, for example a shell with limits
  CommandProcess startWith(List<String> prefix, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", file().toString(), "--output", run().path().toString()));
    arguments.addAll(List.of(more));
    return CommandProcess.start(output, prefix, arguments);
  }

  /// Returns the bytes of the log, 0 if there is none yet.
  long logBytes() {
    return run().episodes().resolve("episodes-0000000001.log").toFile().length();
  }
}
