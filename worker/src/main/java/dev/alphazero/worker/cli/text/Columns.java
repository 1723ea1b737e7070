package dev.alphazero.worker.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A table of text in aligned columns.
final class Columns {
  private static final String GAP = "  ";

  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<>();

  /// @param headers one per column; `>` before a header aligns its column to the right
  Columns(String... headers) {
    right = new boolean[headers.length];
    String[] row = new String[headers.length];
    for (int i = 0; i < headers.length; i++) {
      right[i] = headers[i].startsWith(">");
      row[i] = right[i] ? headers[i].substring(1) : headers[i];
    }
    rows.add(row);
  }

  void row(String... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException(
          "a row must have %d cells, cells=%s".formatted(right.length, Arrays.toString(cells)));
    }
    rows.add(cells);
  }

  /// Returns the lines, the headers first, each after an indent.
  List<String> lines(String indent) {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    return rows.stream().map(row -> line(indent, row, widths)).toList();
  }

  private String line(String indent, String[] row, int[] widths) {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < row.length; i++) {
      String padding = " ".repeat(widths[i] - row[i].length());
      line.append(right[i] ? padding + row[i] : row[i] + padding);
      line.append(i + 1 < row.length ? GAP : "");
    }
    return line.toString().stripTrailing();
  }
}
