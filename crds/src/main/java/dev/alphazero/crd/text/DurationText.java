package dev.alphazero.crd.text;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Kubernetes writes them, and days: `20ms`, `10m`, `1h30m`, `2d`.
public final class DurationText {
  /// Numbers with a unit each, one after the other. Nine digits keep any sum inside a `long`.
  public static final String PATTERN = "^([0-9]{1,9}(ms|s|m|h|d))+$";

  public static final String WORDING = "a duration such as 20ms, 10m, 1h30m or 2d";

  private static final Pattern WHOLE = Pattern.compile(PATTERN);
  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h|d)");

  private DurationText() {}

  /// Returns whether the text is a duration.
  public static boolean isDuration(String text) {
    return WHOLE.matcher(text).matches();
  }

  /// Returns the duration that the text says.
  ///
  /// @throws IllegalArgumentException if it says none
  public static Duration parse(String text) {
    if (!isDuration(text)) {
      throw new IllegalArgumentException("must be " + WORDING + ", duration=" + text);
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      long count = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
              });
    }
    return sum;
  }

  /// Returns the shortest text of a duration in whole milliseconds: `1h30m`, `0s`.
  public static String format(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toHours(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }
}
