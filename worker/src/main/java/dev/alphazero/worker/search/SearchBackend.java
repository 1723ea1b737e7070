package dev.alphazero.worker.search;

import java.util.Arrays;
import java.util.Locale;

/// The implementations of `Search`. All give the same visit counts and value sums, bit for bit.
public enum SearchBackend {
  /// C++; not in this build.
  NATIVE,
  /// Flat arrays.
  JAVA,
  /// Plain objects; slower, the oracle of tests.
  REFERENCE;

  /// The name that takes the first backend that works.
  public static final String AUTO = "auto";

  /// Returns the name that training files use, for example `java`.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// A backend and why it was taken, one line for people.
  public record Choice(SearchBackend backend, String reason) {}

  /// Chooses the backend of a name: `auto`, `native`, `java` or `reference`.
  ///
  /// @throws IllegalArgumentException if there is no such backend
  /// @throws IllegalStateException if it is not in this build
  public static Choice choose(String name) {
    if (name.equals(AUTO)) {
      return new Choice(JAVA, "search backend java: native is not in this build");
    }
    SearchBackend backend =
        Arrays.stream(values())
            .filter(candidate -> candidate.id().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "backend must be auto, native, java or reference, backend=" + name));
    if (backend == NATIVE) {
      throw new IllegalStateException(
          "the native search backend is not in this build, backend=native; use java or auto");
    }
    return new Choice(backend, "search backend " + backend.id() + ": asked for by name");
  }
}
