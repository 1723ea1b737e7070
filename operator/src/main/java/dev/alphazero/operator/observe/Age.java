package dev.alphazero.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Which of two states of an object is the newer one.
final class Age {
  private Age() {}

  /// Returns whether one state is newer than another of the same object. Versions of the API server
  /// are numbers that grow; where one is not, the state in hand counts as newer.
  static boolean isNewer(HasMetadata state, HasMetadata other) {
    String version = state.getMetadata().getResourceVersion();
    String otherVersion = other.getMetadata().getResourceVersion();
    return !isNumber(version)
        || !isNumber(otherVersion)
        || new BigInteger(version).compareTo(new BigInteger(otherVersion)) > 0;
  }

  private static boolean isNumber(@Nullable String version) {
    return version != null
        && !version.isEmpty()
        && version.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
