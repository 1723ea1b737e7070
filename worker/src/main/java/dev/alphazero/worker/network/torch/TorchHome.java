package dev.alphazero.worker.network.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Where a libtorch lies on this machine.
///
/// @param libraries the folder of `libtorch_cpu.so` and its like
/// @param source the folder with `include` and `lib` that a library can be compiled for; equal to
///   `libraries` where that holds a compiled one
record TorchHome(Path libraries, Path source) {
  static final String LIBRARY = "libalphazero_torch.so";

  private static final int PYTHON_SECONDS = 20;
  private static final List<String> PYTHON =
      List.of(
          "python3",
          "-c",
          "import importlib.util as u; s = u.find_spec('torch'); print(s.submodule_search_locations[0] if s else '')");

  /// Returns whether it brings the library between Java and libtorch, compiled.
  boolean isCompiled() {
    return Files.exists(libraries.resolve(LIBRARY));
  }

  /// Looks in `PYTORCH_LIBRARY_PATH` (a folder of libraries, as in the image for GPUs), in
  /// `LIBTORCH` (a folder with `include` and `lib`), and in the package `torch` of `python3`.
  ///
  /// @throws TorchAbsentException if there is none; it says where was looked
  static TorchHome find(Map<String, String> environment) {
    String libraries = environment.get("PYTORCH_LIBRARY_PATH");
    if (libraries != null) {
      Path folder = Path.of(libraries);
      require(folder, "PYTORCH_LIBRARY_PATH", folder.resolve(LIBRARY));
      return new TorchHome(folder, folder);
    }
    String libtorch = environment.get("LIBTORCH");
    if (libtorch != null) {
      Path folder = Path.of(libtorch);
      require(folder, "LIBTORCH", folder.resolve("lib/libtorch_cpu.so"));
      return new TorchHome(folder.resolve("lib"), folder);
    }
    String python = python();
    if (!python.isEmpty() && Files.exists(Path.of(python, "lib", "libtorch_cpu.so"))) {
      return new TorchHome(Path.of(python, "lib"), Path.of(python));
    }
    throw new TorchAbsentException(
        "no libtorch for it was found: PYTORCH_LIBRARY_PATH (a folder with %s) and LIBTORCH (a libtorch 2.7 or newer with include and lib) are not set, and python3 has no package torch"
            .formatted(LIBRARY));
  }

  private static void require(Path folder, String variable, Path file) {
    if (!Files.exists(file)) {
      throw new TorchAbsentException(
          "%s must name a folder that holds %s, %s=%s"
              .formatted(variable, folder.relativize(file), variable, folder));
    }
  }

  private static String python() {
    try {
      Process process =
          new ProcessBuilder(PYTHON).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PYTHON_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "";
      }
      return process.exitValue() == 0 ? text.strip() : "";
    } catch (IOException e) {
      return ""; // no Python
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
