package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What `docs/worker-metrics.md` says that pods report, to be compared with what they do.
final class MetricsPage {
  private static final Path PAGE = Path.of("../docs/worker-metrics.md");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (alphazero_\\w+) (\\w+)$");

  private MetricsPage() {}

  /// Requires that a pod reports the metrics that the page has for its kind, and no others.
  ///
  /// @param scraped answer of `/metrics`
  /// @param kinds of the page's column *Pods*
  static void requireDocumented(String scraped, String... kinds) throws IOException {
    Map<String, String> reported = new TreeMap<>();
    TYPE.matcher(scraped).results().forEach(type -> reported.put(type.group(1), type.group(2)));
    assertThat(reported).isEqualTo(documented(List.of(kinds)));
  }

  /// Returns types by name.
  private static Map<String, String> documented(List<String> kinds) throws IOException {
    try (var lines = Files.lines(PAGE)) {
      Map<String, String> types =
          lines
              .filter(line -> line.startsWith("| `alphazero_"))
              .map(line -> line.split("\\|"))
              .filter(
                  cells ->
                      Arrays.stream(cells[3].split(","))
                          .map(String::strip)
                          .anyMatch(kinds::contains))
              .collect(
                  Collectors.toMap(
                      cells -> cells[1].replace("`", "").strip(), cells -> cells[2].strip()));
      return new TreeMap<>(types);
    }
  }
}
