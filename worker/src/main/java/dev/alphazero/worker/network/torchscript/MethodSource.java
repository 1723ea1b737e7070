package dev.alphazero.worker.network.torchscript;

import com.google.errorprone.annotations.FormatMethod;
import dev.alphazero.worker.network.Precision;
import java.util.List;
import java.util.stream.Collectors;

/// The text of one TorchScript method, written line by line.
///
/// It is the dialect of serialised modules: every operator is `torch.name(...)` with all its
/// arguments, data types and memory formats are numbers, and nothing is implicit.
final class MethodSource {
  /// PyTorch's number of a data type.
  private static final int FLOAT32 = 6;

  private static final int BFLOAT16 = 15;

  /// PyTorch's number of the layout in which a cell's channels are neighbours.
  private static final int CHANNELS_LAST = 2;

  private final StringBuilder text = new StringBuilder();

  /// Starts `def name(self, arguments) -> type`.
  MethodSource(String name, String arguments, String type) {
    String comma = arguments.isEmpty() ? "" : ", ";
    text.append(
        "  def %s(self: %s%s%s) -> %s:%n"
            .formatted(name, ScriptArchive.TYPE, comma, arguments, type));
  }

  /// Appends a line; arguments are put in as `String.format` does.
  @FormatMethod
  MethodSource line(String line, Object... arguments) {
    text.append("    ").append(line.formatted(arguments)).append('\n');
    return this;
  }

  /// Appends a title over the lines that follow.
  MethodSource step(String title) {
    text.append("    # ").append(title).append('\n');
    return this;
  }

  String text() {
    return text.toString();
  }

  /// Returns the expression that converts a tensor, or leaves it when it is of that type already.
  static String to(Precision precision, String tensor) {
    return "torch.to(%s, %d, False, False, None)".formatted(tensor, number(precision));
  }

  /// Returns the expression of a converted copy.
  static String copyTo(Precision precision, String tensor) {
    return "torch.to(%s, %d, False, True, None)".formatted(tensor, number(precision));
  }

  private static int number(Precision precision) {
    return switch (precision) {
      case FP32 -> FLOAT32;
      case BF16 -> BFLOAT16;
    };
  }

  static String channelsLast(String tensor) {
    return "torch.contiguous(%s, memory_format=%d)".formatted(tensor, CHANNELS_LAST);
  }

  /// Returns the expression of a range of a vector.
  static String range(String vector, int from, int to) {
    return "torch.narrow(%s, 0, %d, %d)".formatted(vector, from, to - from);
  }

  /// Returns a list literal.
  static String list(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }

  /// Returns the TorchScript name of a tensor or layer.
  static String name(String name) {
    return name.replace('.', '_');
  }
}
