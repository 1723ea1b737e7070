package dev.alphazero.worker.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.alphazero.worker.plan.Counters;
import dev.alphazero.worker.training.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

final class ProgressPrinterTest {
  private static final Counters COUNTERS = new Counters(12_345, 99_999, 678, 60);

  static final List<Arguments> LINES =
      List.of(
          arguments(
              progress(0.25, 0.5, 0.25, "errors 2 of 4,520 (0.04 %)", 3 * 60),
              " 25%  ETA 3m00s  12,345 games (5.4k/h)  errors 2 of 4,520 (0.04 %)  step 678"
                  + "  950 samples/s  loss 0.750 (policy 0.500, value 0.250)"),
          arguments(
              progress(-1, Double.NaN, Double.NaN, null, -1),
              "12,345 games (5.4k/h)  step 678  950 samples/s"),
          arguments(
              progress(1, Double.NaN, Double.NaN, null, 0),
              "100%  ETA 0s  12,345 games (5.4k/h)  step 678  950 samples/s"));

  private static Progress progress(
      double share, double policy, double value, @Nullable String strength, double eta) {
    return new Progress(COUNTERS, share, 5_400, 950, 240, policy, value, strength, eta);
  }

  @ParameterizedTest
  @FieldSource("LINES")
  void line(Progress progress, String text) {
    assertThat(ProgressPrinter.line(progress)).isEqualTo(text);
  }

  private final StringWriter out = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void elsewhereALineEveryFiveSeconds() {
    ProgressPrinter printer = new ProgressPrinter(new PrintWriter(out), false, nanos::get);
    for (int second = 0; second <= 10; second++) {
      nanos.set(second * 1_000_000_000L);
      printer.progress(progress(second / 10.0, 0, 0, null, -1));
    }
    assertThat(out.toString().lines().map(line -> line.substring(0, 4)))
        .containsExactly("  0%", " 50%", "100%");
  }

  @Test
  void elsewhereTheFirstStepIsShownAtOnce() {
    ProgressPrinter printer = new ProgressPrinter(new PrintWriter(out), false, nanos::get);
    for (int step : new int[] {0, 0, 3, 9, 12}) {
      nanos.addAndGet(1_000_000_000L);
      Counters counters = new Counters(500, 9_999, step, 3);
      printer.progress(new Progress(counters, -1, 5_400, 950, 240, 0, 0, null, -1));
    }
    assertThat(out.toString().lines().map(line -> line.replaceAll(".*  (step \\d+)  .*", "$1")))
        .containsExactly("step 0", "step 3");
  }

  @Test
  void onATerminalOneLineIsRewritten() {
    ProgressPrinter printer = new ProgressPrinter(new PrintWriter(out), true, nanos::get);
    printer.progress(progress(0.1, 0, 0, null, -1));
    printer.progress(progress(0.2, 0, 0, null, -1));
    printer.note("a note");
    String[] lines = out.toString().split("\n", -1);
    assertThat(lines).hasSize(3).endsWith("a note", "");
    List<String> shown = List.of(lines[0].split(Pattern.quote(Terminal.ERASE_LINE), -1));
    assertThat(shown).hasSize(3);
    assertThat(shown.getLast()).startsWith(" 20%");
  }
}
