package dev.alphazero.worker.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ColumnsTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Columns columns = new Columns("name", ">n", "rest");
    columns.row("a", "12,345", "x");
    columns.row("longer", "1", "");
    assertThat(columns.lines("> "))
        .containsExactly(
            ">" + " name         n  rest", //
            ">" + " a       12,345  x",
            ">" + " longer       1");
  }

  @Test
  void aRowHasACellForEachColumn() {
    assertThatThrownBy(() -> new Columns("a", "b").row("1"))
        .hasMessage("a row must have 2 cells, cells=[1]");
  }
}
