package dev.alphazero.worker.network.torch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Compiles the library between Java and a libtorch, once for each of them, into the user's cache.
///
/// libtorch's C++ interface differs from version to version, so the jar brings the source: some
/// small files.
final class TorchBuild {
  private static final String RESOURCES = "source/";
  private static final List<String> SOURCES =
      List.of(
          "abi.cpp",
          "abi.h",
          "build",
          "cuda.cpp",
          "failure.cpp",
          "failure.h",
          "gpu.cpp",
          "gpu.h",
          "module.cpp",
          "module.h",
          "no_gpu.cpp",
          "program.cpp",
          "program.h");

  /// What the script reads besides its arguments.
  private static final List<String> VARIABLES = List.of("ALPHAZERO_CUDA", "ALPHAZERO_GPU");

  private TorchBuild() {}

  /// Returns the library for a libtorch.
  ///
  /// @param log gets a line when something is compiled
  /// @throws TorchAbsentException if it cannot be compiled; the compiler's words are in the message
  static Path library(TorchHome home, Map<String, String> environment, Consumer<String> log) {
    if (home.isCompiled()) {
      return home.libraries().resolve(TorchHome.LIBRARY);
    }
    try {
      Path folder = cache(environment).resolve(key(home, environment));
      Path library = folder.resolve(TorchHome.LIBRARY);
      if (!Files.exists(library)) {
        log.accept("compiling for the libtorch in %s, once".formatted(home.source()));
        compile(home, environment, folder);
      }
      return library;
    } catch (IOException e) {
      throw new TorchAbsentException(
          "the library for the libtorch in %s cannot be compiled: %s".formatted(home.source(), e),
          e);
    }
  }

  private static Path cache(Map<String, String> environment) {
    String cache = environment.get("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home", ""));
    Path mine = Files.isWritable(home) ? home : Path.of(System.getProperty("java.io.tmpdir"));
    Path root = cache == null ? mine.resolve(".cache") : Path.of(cache);
    return root.resolve("alphazero").resolve("torch");
  }

  /// The same for the same sources and the same libtorch.
  private static String key(TorchHome home, Map<String, String> environment) throws IOException {
    MessageDigest digest = sha256();
    for (String source : SOURCES) {
      digest.update(resource(source));
    }
    digest.update(home.source().toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
    for (String variable : VARIABLES) {
      digest.update(environment.getOrDefault(variable, "").getBytes(StandardCharsets.UTF_8));
    }
    String gpu = environment.getOrDefault("ALPHAZERO_GPU", "");
    if (!gpu.isEmpty()) {
      digest.update(Files.readAllBytes(Path.of(gpu)));
    }
    try (Stream<Path> files = Files.list(home.libraries())) {
      for (Path file : files.sorted().toList()) {
        digest.update(
            "%s %d"
                .formatted(file.getFileName(), Files.size(file))
                .getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static void compile(TorchHome home, Map<String, String> environment, Path folder)
      throws IOException {
    Path work = Files.createTempDirectory("alphazero-torch");
    try {
      for (String source : SOURCES) {
        Files.write(work.resolve(source), resource(source));
      }
      Path made = work.resolve("made");
      ProcessBuilder build =
          new ProcessBuilder(
                  "sh", work.resolve("build").toString(), home.source().toString(), made.toString())
              .redirectErrorStream(true);
      for (String variable : VARIABLES) {
        if (environment.containsKey(variable)) {
          build.environment().put(variable, environment.get(variable));
        }
      }
      Process process = build.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new TorchAbsentException(output.strip());
      }
      publish(made, folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TorchAbsentException("the compilation was interrupted", e);
    } finally {
      delete(work);
    }
  }

  /// The library comes last: where it is, all is.
  private static void publish(Path made, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String file : List.of("libalphazero_torch.for", TorchHome.LIBRARY)) {
      Path next = folder.resolve(file + "." + ProcessHandle.current().pid());
      Files.copy(made.resolve(file), next, StandardCopyOption.REPLACE_EXISTING);
      Files.move(next, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String source) throws IOException {
    try (InputStream in = TorchBuild.class.getResourceAsStream(RESOURCES + source)) {
      if (in == null) {
        throw new IOException("the program must bring " + RESOURCES + source);
      }
      return in.readAllBytes();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
