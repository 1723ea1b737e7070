package dev.alphazero.worker.cli;

import java.util.Arrays;
import java.util.Optional;

/// Finds arguments that the JVM could not read. It takes them, and names of files, in the locale's
/// character set; what is not in that becomes U+FFFD, and no file has that name.
final class UnreadableArguments {
  private static final String UNREADABLE = "\uFFFD";

  private UnreadableArguments() {}

  /// Returns what to do about arguments that cannot be read, or nothing if all can.
  ///
  /// @param charset of the locale
  static Optional<String> of(String[] args, String charset) {
    if (charset.equals("UTF-8")) {
      return Optional.empty(); // then somebody typed it
    }
    return Arrays.stream(args)
        .filter(arg -> arg.contains(UNREADABLE))
        .findFirst()
        .map(
            arg ->
                "an argument must be in the character set of the locale, charset=%s argument=%s; set LC_ALL=C.UTF-8 and run the same command again"
                    .formatted(charset, arg.replace(UNREADABLE, "?")));
  }
}
