package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UnreadableArgumentsTest {
  private static final String[] UNREADABLE = {"play", "runs/\uFFFD\uFFFDx"};

  @Test
  void aLocaleWithoutTheLettersIsNamedWithWhatToSet() {
    assertThat(UnreadableArguments.of(UNREADABLE, "ANSI_X3.4-1968"))
        .contains(
            "an argument must be in the character set of the locale, charset=ANSI_X3.4-1968"
                + " argument=runs/??x; set LC_ALL=C.UTF-8 and run the same command again");
  }

  @Test
  void whatCanBeReadIsNothingToSay() {
    assertThat(UnreadableArguments.of(UNREADABLE, "UTF-8")).isEmpty();
    assertThat(UnreadableArguments.of(new String[] {"play", "тест"}, "ANSI_X3.4-1968")).isEmpty();
  }
}
