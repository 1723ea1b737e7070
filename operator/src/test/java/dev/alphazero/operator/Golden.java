package dev.alphazero.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that say what is rendered; `-Dgolden.update=true` writes them anew.
public final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  /// Compares with a file of the golden folder.
  public static void assertMatches(String name, String actual) {
    assertMatches(FOLDER.resolve(name), actual);
  }

  /// Compares with any file of the repository, seen from the module's folder.
  public static void assertMatches(Path file, String actual) {
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
      }
      assertThat(actual)
          .as("%s; if the change is meant, rewrite it with -Dgolden.update=true", file)
          .isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
