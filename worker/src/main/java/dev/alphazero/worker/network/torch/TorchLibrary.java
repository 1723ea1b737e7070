package dev.alphazero.worker.network.torch;

import dev.alphazero.worker.network.SingleLibtorch;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The library between Java and libtorch, loaded once for the process.
///
/// @param where the folder of libtorch's libraries
record TorchLibrary(TorchCalls calls, Path where) {
  private static volatile boolean loaded;

  static boolean isLoaded() {
    return loaded;
  }

  /// Loads the libtorch that is found, and the library that goes with it.
  ///
  /// @throws TorchAbsentException if there is none, or it cannot be loaded
  static TorchLibrary load(Map<String, String> environment, Consumer<String> log) {
    TorchHome home = TorchHome.find(environment);
    Path library = TorchBuild.library(home, environment, log);
    requireSame(library, home);
    String claimed = "the libtorch in " + home.libraries();
    SingleLibtorch.claim(claimed);
    SymbolLookup symbols;
    try {
      symbols = SymbolLookup.libraryLookup(library, Arena.global());
    } catch (IllegalArgumentException e) {
      if (!loaded) {
        SingleLibtorch.release(claimed); // what cannot be loaded leaves nothing behind
      }
      throw unusable(library, environment, e);
    }
    loaded = true;
    try {
      return new TorchLibrary(new TorchCalls(symbols), home.libraries());
    } catch (IllegalArgumentException e) {
      throw unusable(library, environment, e);
    }
  }

  private static TorchAbsentException unusable(
      Path library, Map<String, String> environment, IllegalArgumentException e) {
    return new TorchAbsentException(
        "%s cannot be loaded: %s; see with ldd which library is missing (LD_LIBRARY_PATH=%s)"
            .formatted(library, e.getMessage(), environment.getOrDefault("LD_LIBRARY_PATH", "")),
        e);
  }

  /// A libtorch that the library was not compiled for would be loaded and then crash.
  private static void requireSame(Path library, TorchHome home) {
    Path compiledFor = library.resolveSibling("libalphazero_torch.for");
    try {
      for (String line : Files.readAllLines(compiledFor)) {
        List<String> words = List.of(line.split(" ", -1));
        Path file = home.libraries().resolve(words.getFirst());
        if (Files.size(file) != Long.parseLong(words.getLast())) {
          throw new TorchAbsentException(
              "%s is for another libtorch: %s must have %s bytes, bytes=%d; build the library for this one"
                  .formatted(library, file, words.getLast(), Files.size(file)));
        }
      }
    } catch (IOException e) {
      throw new TorchAbsentException(
          "%s must say which libtorch %s is for, and cannot be read: %s"
              .formatted(compiledFor, library.getFileName(), e),
          e);
    }
  }
}
