package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `alphazero` beside a jar that is up to date, with a JDK whose `java` says how it was
/// called.
final class LauncherTest {
  private static final Path ROOT = Path.of("..");

  private static final String JAVA =
      """
      #!/bin/sh
      echo "LC_ALL=${LC_ALL:-}"
      for argument; do
        case $argument in -XX:AOTCacheOutput=*) : >"${argument#*=}" ;; esac
        echo "$argument"
      done
      """;

  @TempDir Path folder;

  @BeforeEach
  void layOut() throws IOException {
    Files.createDirectories(folder.resolve(".mvn"));
    Files.createDirectories(folder.resolve("worker/target"));
    Files.createDirectories(folder.resolve("jdk/bin"));
    Files.copy(ROOT.resolve("alphazero"), folder.resolve("alphazero"));
    Files.copy(ROOT.resolve(".mvn/find-jdk.sh"), folder.resolve(".mvn/find-jdk.sh"));
    Files.createFile(folder.resolve("worker/target/alphazero.jar"));
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
    for (String program : List.of("java", "javac")) {
      Path file = Files.writeString(folder.resolve("jdk/bin/" + program), JAVA);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void withoutOptionsTheHeapBeginsLarge() throws Exception {
    assertThat(launch(Map.of())).contains("-Xms256m", "-jar", "runs").endsWith("runs");
  }

  @Test
  void aHeapThatIsLimitedBeginsAsTheJvmLikes() throws Exception {
    for (String variable : List.of("JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")) {
      for (String limit : List.of("-Xmx48m", "-XX:MaxHeapSize=48m", "-Xss1m -Xmx48m")) {
        assertThat(launch(Map.of(variable, limit)))
            .as("%s=%s", variable, limit)
            .noneMatch(argument -> argument.startsWith("-Xms"));
      }
      assertThat(launch(Map.of(variable, "-Xss1m"))).contains("-Xms256m");
    }
    assertThat(launch(Map.of("JAVA_OPTS", "-Xms32m -Xmx48m"))).contains("-Xms32m", "-Xmx48m");
  }

  @Test
  void homeIsNotNeeded() throws Exception {
    assertThat(launch(Map.of())).endsWith("runs"); // it has no HOME
    assertThat(launch(Map.of("HOME", "/nonexistent"))).endsWith("runs");
  }

  @Test
  void theCLocaleGetsLetters() throws Exception {
    for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      for (String name : List.of("C", "POSIX")) {
        assertThat(launch(Map.of(variable, name))).as(name).contains("LC_ALL=C.UTF-8");
      }
    }
    assertThat(launch(Map.of())).contains("LC_ALL=C.UTF-8");
    assertThat(launch(Map.of("LANG", "C.UTF-8"))).contains("LC_ALL=");
  }

  /// Returns the JVM's environment and arguments, a line each.
  private List<String> launch(Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("sh", folder.resolve("alphazero").toString(), "runs")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    List<String> lines = new ArrayList<>(Files.readAllLines(output, StandardCharsets.UTF_8));
    assertThat(exitCode).as("%s", lines).isZero();
    return lines;
  }
}
