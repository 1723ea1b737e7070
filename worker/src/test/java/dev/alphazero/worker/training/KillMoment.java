package dev.alphazero.worker.training;

import dev.alphazero.worker.random.CounterRandom;
import java.util.Arrays;
import java.util.List;

/// When a test ends a training's process: what it must have been seen doing.
enum KillMoment {
  /// A checkpoint is being written, or has just been.
  SAVING {
    @Override
    void await(CommandProcess process, QuickTraining training, CounterRandom random)
        throws InterruptedException {
      int changes = 2 + random.nextInt(4); // temporary file, renamed, temporary file, …
      for (int change = 0; change < changes; change++) {
        List<String> before = names(training);
        process.await("another checkpoint", () -> !names(training).equals(before));
      }
    }
  },
  /// It goes on with the run, but has not played yet.
  STARTING {
    @Override
    void await(CommandProcess process, QuickTraining training, CounterRandom random)
        throws InterruptedException {
      process.awaitOutput("run: ");
    }
  },
  /// Some more games are logged.
  PLAYING {
    @Override
    void await(CommandProcess process, QuickTraining training, CounterRandom random)
        throws InterruptedException {
      long bytes = training.logBytes() + 1 + random.nextInt(40_000);
      process.await("log of " + bytes + " bytes", () -> training.logBytes() >= bytes);
    }
  };

  abstract void await(CommandProcess process, QuickTraining training, CounterRandom random)
      throws InterruptedException;

  /// The files in the folder of checkpoints, temporary ones too.
  private static List<String> names(QuickTraining training) {
    String[] names = training.run().checkpoints().toFile().list();
    return names == null ? List.of() : Arrays.stream(names).sorted().toList();
  }
}
