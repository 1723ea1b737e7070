package dev.alphazero.worker.network.torch;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The engine of the processor on the libtorch that `LIBTORCH` or python3 names, which a machine
/// may lack. One per process.
final class TorchTests {
  private static final List<String> LOG = new ArrayList<>();
  private static @Nullable TorchEngine engine;
  private static String absence = "";

  private TorchTests() {}

  /// Returns the engine, or leaves the test out where there is no libtorch.
  static synchronized TorchEngine engine() {
    if (engine == null && absence.isEmpty()) {
      try {
        engine = TorchEngine.ofProcessor(LOG::add);
      } catch (TorchAbsentException e) {
        absence = String.valueOf(e.getMessage());
      }
    }
    assumeThat(absence).as("a libtorch with headers").isEmpty();
    return Objects.requireNonNull(engine);
  }
}
