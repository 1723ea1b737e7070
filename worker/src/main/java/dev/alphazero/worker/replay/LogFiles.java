package dev.alphazero.worker.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The names of a log's files: `episodes-0000000001.log`, `episodes-0000000002.log`, …
final class LogFiles {
  private static final Pattern NAME = Pattern.compile("episodes-(\\d{10})\\.log");

  private LogFiles() {}

  static Path file(Path folder, long number) {
    return folder.resolve("episodes-%010d.log".formatted(number));
  }

  /// Returns the numbers of a folder's segments in ascending order.
  static List<Long> numbers(Path folder) throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          numbers.add(Long.parseLong(name.group(1)));
        }
      }
    }
    Collections.sort(numbers);
    return numbers;
  }
}
