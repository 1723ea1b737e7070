package dev.alphazero.worker.search;

import dev.alphazero.worker.game.Game;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The implementations of `Search`. All give the same visit counts and value sums, bit for bit.
public enum SearchBackend {
  /// C++; in builds that had a C++ compiler, for games whose rules it knows.
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
  /// @throws IllegalStateException if it is not there, or not for this game; the message says how
  ///   to get it
  public static Choice choose(String name, Game game) {
    return choose(name, game, NativeLibrary.get());
  }

  /// Returns the backends that can search a game in this build, the one that `auto` takes first.
  public static List<SearchBackend> available(Game game) {
    return absence(game, NativeLibrary.get()).isEmpty()
        ? List.of(NATIVE, JAVA, REFERENCE)
        : List.of(JAVA, REFERENCE);
  }

  static Choice choose(String name, Game game, NativeLibrary library) {
    if (name.equals(AUTO)) {
      String absence = absence(game, library);
      return absence.isEmpty()
          ? new Choice(NATIVE, "search backend native: C++, the fastest")
          : new Choice(JAVA, "search backend java: native is " + absence);
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
      requireNative(game, library);
    }
    return new Choice(backend, "search backend " + backend.id() + ": asked for by name");
  }

  /// Returns the calls of the native backend.
  ///
  /// @throws IllegalStateException if it is not there, or not for this game
  static NativeCalls requireNative(Game game, NativeLibrary library) {
    String absence = absence(game, library);
    if (!absence.isEmpty()) {
      String toDo = library.remedy().isEmpty() ? "" : library.remedy() + ", or ";
      throw new IllegalStateException(
          "the native search backend is %s, backend=native; %suse java or auto"
              .formatted(absence, toDo));
    }
    return library.calls();
  }

  /// Returns why a game cannot be searched by C++; empty when it can.
  private static String absence(Game game, NativeLibrary library) {
    if (!library.absence().isEmpty()) {
      return library.absence();
    }
    return library.calls().rules(game) == NativeCalls.NO_RULES
        ? "not for the game " + game.name()
        : "";
  }
}
