package dev.alphazero.worker.export;

import dev.alphazero.worker.machine.OutputDifference;
import dev.alphazero.worker.network.Model;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.djl.InferenceModel;
import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.replay.RunFolderException;
import dev.alphazero.worker.run.RunException;
import dev.alphazero.worker.strength.SavedNetwork;
import dev.alphazero.worker.strength.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes a trained network for other programs. What is on the disk is read back and must evaluate
/// positions of the game as the network does; otherwise there is no file.
public final class NetworkExport {
  /// Sums in another order differ by about 1e-6; a format that computed in BF16 would by 1e-2.
  public static final double BOUND = 1e-3;

  private NetworkExport() {}

  /// A file that was written and checked.
  ///
  /// @param difference between the file and the network, at most `BOUND`
  public record Written(Path file, long bytes, OutputDifference difference) {}

  /// Writes a network.
  ///
  /// @throws RunException if the file does not say what the network does
  public static Written write(SavedNetwork saved, NetworkFormat format, Path file) {
    TrainedNetwork network = saved.network();
    byte[] content = format.encode(network.spec(), network.weights(), NetworkMeaning.of(saved));
    return write(network, format, file, content);
  }

  /// @param content of the file, checked against the network
  static Written write(TrainedNetwork network, NetworkFormat format, Path file, byte[] content) {
    requireWritable(file);
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try {
        Files.write(temporary, content);
        OutputDifference difference = check(network, format, file, Files.readAllBytes(temporary));
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        return new Written(file, content.length, difference);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw RunFolderException.of("write", file, e);
    }
  }

  /// Checks that a file can be written, before the work for it is done.
  ///
  /// @throws InputException if it cannot
  public static void requireWritable(Path file) {
    if (Files.isDirectory(file)) {
      throw new InputException("--output must be a file, --output=" + file + " is a folder");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InputException(
          "the folder of %s must exist, folder=%s; make it, or choose another --output"
              .formatted(file, folder));
    }
    if (!Files.isWritable(folder)) {
      throw new InputException(
          "the folder of %s must be writable for this user, folder=%s; choose another --output"
              .formatted(file, folder));
    }
  }

  private static OutputDifference check(
      TrainedNetwork network, NetworkFormat format, Path file, byte[] content) {
    try (Model exported = format.open(network.spec(), content);
        InferenceModel own = new InferenceModel(network.spec(), Precision.FP32)) {
      own.setWeights(network.weights());
      OutputDifference difference =
          OutputDifference.between(network.game(), exported, own, network.seed());
      if (!difference.isWithin(BOUND)) {
        throw new RunException(
            "%s must evaluate as the network does, to within %.0e, but %s; it was not kept"
                .formatted(file, BOUND, difference.text()));
      }
      return difference;
    }
  }
}
