package dev.alphazero.worker.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.benchmark.measure.Machine;
import dev.alphazero.worker.run.JsonFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a report looks like, as files to read. Rewrite with `-Dgolden.update=true`.
final class ReportTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/benchmark");

  @Test
  void table() throws IOException {
    assertGolden("report.txt", String.join("\n", ReportTable.lines(ReportFixture.REPORT)));
  }

  @Test
  void json() throws IOException {
    assertGolden("report.json", JsonFiles.text(ReportFixture.REPORT));
  }

  @Test
  void csv() throws IOException {
    assertGolden("report.csv", String.join("\n", ReportCsv.lines(ReportFixture.REPORT)));
  }

  @Test
  void manyCasesHaveALineEach() {
    List<Row> rows =
        IntStream.rangeClosed(1, 9)
            .mapToObj(games -> ReportFixture.tree("java tic-tac-toe 1 x " + games, games, 1e6))
            .toList();
    Report report = Report.of(ReportFixture.IDLE, ReportFixture.OPTIONS, rows, List.of());
    assertThat(ReportTable.lines(report))
        .map(line -> line.strip().replaceAll(" +", " "))
        .contains(
            "searches/s simulations/s ns/simulation processor %",
            "java tic-tac-toe 1 x 9 10,000 ±10.0% 1,000,000 ±10.0% 1,000 ±10.1% 50.0");
  }

  @Test
  void everyLineOfTheCsvHasTheSameCells() {
    List<Integer> cells =
        ReportCsv.lines(ReportFixture.REPORT).stream()
            .map(line -> line.replaceAll("\"[^\"]*\"", "").split(",", -1).length)
            .distinct()
            .toList();
    assertThat(cells).hasSize(1);
  }

  @Test
  void saysWhenTheMachineIsBusy() {
    assertThat(ReportFixture.REPORT.warnings()).isEmpty();
    Report report =
        Report.of(ReportFixture.machine(42), ReportFixture.OPTIONS, List.of(), List.of());
    assertThat(report.warnings())
        .singleElement()
        .asString()
        .contains("busy before the benchmark began (other work 42.0 %, load average 0.5)");
  }

  @Test
  void namesTheGpus() {
    Machine idle = ReportFixture.IDLE;
    Machine machine =
        new Machine(
            idle.text(),
            idle.processor(),
            idle.instructionSets(),
            idle.cores(),
            List.of("NVIDIA H200: driver 570.86.15"),
            idle.loadAverage(),
            idle.otherWorkPercent(),
            idle.versions());
    Report report = Report.of(machine, ReportFixture.OPTIONS, List.of(), List.of());
    assertThat(ReportTable.lines(report)).contains("GPU: NVIDIA H200: driver 570.86.15");
  }

  @Test
  void isCompleteWhenEachPartHasARow() {
    assertThat(ReportFixture.REPORT.isComplete()).isTrue();
    List<Row> onlyTree = ReportFixture.REPORT.rows().subList(0, 1);
    Report report = Report.of(ReportFixture.IDLE, ReportFixture.OPTIONS, onlyTree, List.of());
    assertThat(report.isComplete()).isFalse();
  }

  private static void assertGolden(String name, String actual) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, actual + "\n");
    }
    assertThat(actual + "\n").isEqualTo(Files.readString(file));
  }
}
