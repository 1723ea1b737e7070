package dev.alphazero.crd.read;

import dev.alphazero.crd.schema.DurationRange;
import dev.alphazero.crd.schema.Schema;
import dev.alphazero.crd.text.DurationText;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a string's schema asks of it: length, pattern, range of a duration.
final class TextRules {
  private TextRules() {}

  /// Returns the first rule that the text breaks, or null. The length comes first: it bounds what a
  /// pattern has to read.
  static @Nullable String brokenBy(String text, Schema.Text schema) {
    int length = text.codePointCount(0, text.length());
    if (length > schema.maxLength()) {
      return "must have at most " + schema.maxLength() + " characters";
    }
    if (schema.pattern() != null && !Pattern.matches(schema.pattern(), text)) {
      return "must be "
          + (schema.wording() == null ? "like " + schema.pattern() : schema.wording());
    }
    if (length < schema.minLength()) {
      return "must not be empty";
    }
    DurationRange range = schema.duration();
    if (range != null) {
      Duration duration = DurationText.parse(text);
      if (duration.compareTo(DurationText.parse(range.min())) < 0
          || duration.compareTo(DurationText.parse(range.max())) > 0) {
        return "must be in [" + range.min() + ", " + range.max() + "]";
      }
    }
    return null;
  }
}
