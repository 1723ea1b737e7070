package dev.alphazero.operator.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the programs of a control plane are: below `KUBE_API_TEST_DIR`, in the layout of Fabric8's
/// kube-api-test and of envtest (`k8s/VERSION-linux-amd64/`); else where `e2e/cluster/build api`
/// leaves them, which is run when one is missing.
record Binaries(List<Path> folders) {
  private static final String VERSION = "1.34.4";
  private static final Path BUILD = Path.of("..", "e2e", "cluster", "build");

  static Binaries find() {
    String given = System.getenv("KUBE_API_TEST_DIR");
    if (given != null && !given.isBlank()) {
      Path home = Path.of(given);
      return new Binaries(List.of(newest(home.resolve("k8s")), home.resolve("bin")));
    }
    Path bin = Path.of(System.getProperty("user.home"), ".cache", "kube-" + VERSION, "bin");
    Binaries built = new Binaries(List.of(bin));
    if (!Stream.of("etcd", "kube-apiserver", "kubectl", "kube-controller-manager")
        .allMatch(name -> Files.isExecutable(bin.resolve(name)))) {
      build();
    }
    return built;
  }

  /// Returns the path of a program.
  String path(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    name + " must be in one of the folders, folders=" + folders))
        .toAbsolutePath()
        .toString();
  }

  private static Path newest(Path versions) {
    try (Stream<Path> folders = Files.list(versions)) {
      return folders
          .filter(folder -> Files.isExecutable(folder.resolve("kube-apiserver")))
          .max(Comparator.comparing(folder -> Runtime.Version.parse(versionOf(folder))))
          .orElseThrow(() -> missing(versions, null));
    } catch (IOException e) {
      throw missing(versions, e);
    }
  }

  /// `1.34.4` of `1.34.4-linux-amd64`.
  private static String versionOf(Path folder) {
    return folder.getFileName().toString().replaceFirst("-.*", "");
  }

  private static IllegalStateException missing(Path versions, @Nullable IOException cause) {
    return new IllegalStateException(
        "KUBE_API_TEST_DIR must hold k8s/VERSION-linux-amd64/kube-apiserver, looked in "
            + versions
            + "; unset it to build Kubernetes from Go modules",
        cause);
  }

  private static void build() {
    System.err.println("Building a Kubernetes API server for the tests, once, in some minutes ...");
    try {
      Process build = new ProcessBuilder(BUILD.toString(), "api").inheritIO().start();
      if (build.waitFor() != 0) {
        throw new IllegalStateException(
            BUILD + " api failed, exit code=" + build.exitValue() + "; its output says why");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while building Kubernetes", e);
    }
  }
}
