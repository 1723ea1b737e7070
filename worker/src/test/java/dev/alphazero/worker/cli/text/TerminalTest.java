package dev.alphazero.worker.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TerminalTest {
  @Test
  void aLineFitsItsTerminal() {
    assertThat(Terminal.fitting("0123456789", "6")).isEqualTo("01234");
    assertThat(Terminal.fitting("0123456789", "11")).isEqualTo("0123456789");
  }

  @Test
  void withoutAWidthItIsEighty() {
    assertThat(Terminal.fitting("x".repeat(200), null)).hasSize(79);
    assertThat(Terminal.fitting("x".repeat(200), "wide")).hasSize(79);
    assertThat(Terminal.fitting("x".repeat(200), "0")).hasSize(79);
  }
}
