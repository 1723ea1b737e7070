package dev.alphazero.worker.training;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.Games;
import dev.alphazero.worker.learner.CheckpointStore;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.EpisodeLog;
import dev.alphazero.worker.replay.SampleLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// The command on a bad disk and on bad files: it says which file and what to do, and what was good
/// stays good.
final class BadFilesIT {
  private static final int GAMES = 250;
  private static final String REACHED = "completion.games=" + GAMES;

  /// Files that every start writes.
  private static final List<String> WRITTEN_AT_START = List.of("lock", "incarnation");

  @TempDir static Path folder;

  private static QuickTraining good;

  private QuickTraining training;

  @BeforeAll
  static void trainTwice() {
    good = QuickTraining.in(folder.resolve("good"));
    good.trainHere("completion.games=150");
    good.trainHere(REACHED);
    assertThat(checkpoints(good)).hasSizeGreaterThan(1);
  }

  @BeforeEach
  void copyTheRun(TestInfo test) throws IOException {
    training = QuickTraining.in(folder.resolve(test.getTestMethod().orElseThrow().getName()));
    RunState.copy(good.run().path(), training.run().path());
  }

  @Test
  void aLogDamagedInTheMiddle() throws Exception {
    Path log = log();
    flip(log, Files.size(log) / 2);
    requireRefused(
        1, log.toString(), "is damaged: the record at byte", "Restore the file from a copy");
  }

  @Test
  void aLogThatWasCut() throws Exception {
    Path log = log();
    byte[] whole = Files.readAllBytes(log);
    cut(log, whole.length - 1000);
    String output = run(1, "--set", REACHED);
    assertThat(output)
        .contains("the episode log in " + training.run().episodes() + " has lost episodes")
        .contains("Restore the log from a copy");
    // What is left of the log was not touched, but for the record in which it ends.
    byte[] left = Files.readAllBytes(log);
    assertThat(left.length).isBetween(whole.length - 2000, whole.length - 1000);
    assertThat(whole).startsWith(left);
    Files.write(log, whole);
    run(0, "--set", REACHED);
  }

  @Test
  void anAppendThatWasInterrupted() throws Exception {
    byte[] log = Files.readAllBytes(log());
    Files.write(log(), new byte[] {1, 2, 3, 4, 5}, StandardOpenOption.APPEND);
    assertThat(run(0, "--set", REACHED))
        .contains("the last write of the episode log had been interrupted; its 5 bytes were cut");
    assertThat(log()).hasBinaryContent(log);
  }

  @Test
  void aLogOfAnotherGame() throws Exception {
    RunState.delete(training.run().episodes());
    Game other = Games.byName("connect-four", Map.of());
    SampleLayout layout = new SampleLayout(other.planes(), other.actions());
    EpisodeLog.open(training.run().episodes(), other.name(), layout).close();
    requireRefused(
        1,
        log().toString(),
        "belongs to another game: game=connect-four in the file, game=tic-tac-toe wanted",
        "--output");
  }

  @Test
  void aDamagedNewestCheckpoint() throws Exception {
    List<Path> checkpoints = checkpoints(training);
    flip(checkpoints.getFirst(), 5000);
    String output = run(0, "--set", REACHED);
    assertThat(output)
        .contains("WARNING: checkpoint " + checkpoints.getFirst() + " cannot be read")
        .contains("its SHA-256 differs")
        .contains("Restore it from a copy, or delete it. Going on from " + checkpoints.get(1));
    assertThat(RunState.of(training.run()).progress().step())
        .isEqualTo(RunState.of(good.run()).progress().step());
  }

  @Test
  void noCheckpointThatCanBeRead() throws Exception {
    for (Path checkpoint : checkpoints(training)) {
      flip(checkpoint, 5000);
    }
    requireRefused(
        1,
        "none of the checkpoints in " + training.run().checkpoints() + " can be read",
        checkpoints(training).getFirst().toString(),
        "Restore one from a copy; or delete them");
  }

  @Test
  void aCheckpointOfAnotherNetwork() throws Exception {
    QuickTraining other = QuickTraining.in(folder.resolve("other-network"));
    other.trainHere("completion.games=400", "network.channels=16");
    Path newest = checkpoints(other).getFirst();
    Path stray = training.run().checkpoints().resolve(newest.getFileName());
    Files.copy(newest, stray);
    requireRefused(
        1,
        "checkpoint " + stray + " belongs to another run",
        "network.channels=16 in the file, network.channels=8 wanted",
        "--output");
  }

  @Test
  void aFileOfAnotherGame() throws Exception {
    Files.writeString(
        training.file(),
        Files.readString(training.file()).replace("tic-tac-toe", "connect-four"),
        UTF_8);
    requireRefused(
        2,
        training.file() + ":5",
        "spec.game.name",
        "cannot change in a run: it was tic-tac-toe, now connect-four",
        "--output");
  }

  @Test
  void aFileOfAnotherNetwork() throws Exception {
    requireRefused(
        List.of("--set", "network.channels=9"),
        2,
        "--set network.channels",
        "cannot change in a run: it was 8, now 9");
  }

  @Test
  void aDamagedRecord() throws Exception {
    cut(training.run().record(), 100);
    requireRefused(1, training.run().record() + " is damaged", "--output");
  }

  @Test
  void aDamagedIncarnation() throws Exception {
    Path file = training.run().path().resolve("incarnation");
    Files.writeString(file, "many\n");
    requireRefused(1, file.toString(), "holds 'many'", "Write a number larger than any start");
  }

  @Test
  void aRunInUse() throws Exception {
    try (CommandProcess first = training.start()) {
      first.awaitOutput("run: ");
      QuickTraining same = training.withOutput("second.txt");
      try (CommandProcess second = same.start()) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output())
            .contains(training.run().path() + " is in use by process " + first.pid())
            .contains("Stop that process, or choose another folder with --output");
      }
      long bytes = training.logBytes();
      first.await("a longer log", () -> training.logBytes() > bytes);
    }
  }

  @Test
  void aFolderThatCannotBe() throws Exception {
    Path file = Files.writeString(folder.resolve("a-file"), "no folder\n");
    for (Path impossible : List.of(file.resolve("run"), Path.of("/proc/alphazero/run"))) {
      List<String> arguments =
          List.of("train", training.file().toString(), "--output", impossible.toString());
      try (CommandProcess process = CommandProcess.start(training.output(), List.of(), arguments)) {
        assertThat(process.exitCode()).isEqualTo(1);
        assertThat(process.output())
            .contains("cannot lock " + impossible)
            .contains("something on its path is missing or no folder")
            .contains("choose another folder with --output");
      }
    }
    assertThat(file).hasContent("no folder");
  }

  /// `/dev/full` is a disk without space for everyone.
  @Test
  void aFullDisk() throws Exception {
    Path record = training.run().record();
    Files.createSymbolicLink(record.resolveSibling("run.json.tmp"), Path.of("/dev/full"));
    requireRefused(
        1,
        "cannot write " + record + ": the disk is full",
        "Free some space and run the same command again; what was written before is kept");
    run(0, "--set", REACHED);
  }

  /// A limit on the size of files ends an append as a full disk does: some of the bytes fit.
  @Test
  void aDiskThatFillsWhilePlaying() throws Exception {
    RunState before = RunState.of(training.run());
    long blocks = (Files.size(log()) + 60_000) / 512;
    List<String> limited = List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh");
    try (CommandProcess process = training.startWith(limited, "--set", "checkpoints.every=1h")) {
      assertThat(process.exitCode()).as(process.output()).isEqualTo(1);
      assertThat(process.output())
          .contains("cannot append episodes to " + log() + ": File too large")
          .contains("run the same command again; what was written before is kept");
    }
    RunState after = RunState.of(training.run());
    assertThat(after.episodes()).hasSizeGreaterThan(before.episodes().size());
    assertThat(after.episodes().subList(0, before.episodes().size())).isEqualTo(before.episodes());
    String more = "completion.games=" + (after.episodes().size() + 1);
    assertThat(run(0, "--set", more)).doesNotContain("interrupted");
    assertThat(RunState.of(training.run()).episodes().subList(0, after.episodes().size()))
        .isEqualTo(after.episodes());
  }

  /// Runs the command and checks its exit code, what it says, and that it changes no file.
  private void requireRefused(int exitCode, String... texts) throws Exception {
    requireRefused(List.of("--set", REACHED), exitCode, texts);
  }

  private void requireRefused(List<String> more, int exitCode, String... texts) throws Exception {
    Map<String, String> before = contents();
    String output = run(exitCode, more.toArray(String[]::new));
    assertThat(output).contains(texts).doesNotContain("\tat ");
    assertThat(contents()).isEqualTo(before);
  }

  private String run(int exitCode, String... more) throws Exception {
    try (CommandProcess process = training.start(more)) {
      assertThat(process.exitCode()).as(process.output()).isEqualTo(exitCode);
      return process.output();
    }
  }

  /// Returns the bytes of the run's files, but for those that every start writes.
  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(training.run().path())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!WRITTEN_AT_START.contains(file.getFileName().toString())) {
          contents.put(file.toString(), new String(Files.readAllBytes(file), ISO_8859_1));
        }
      }
    }
    return contents;
  }

  private Path log() {
    return training.run().episodes().resolve("episodes-0000000001.log");
  }

  /// Returns the checkpoint files, newest first.
  private static List<Path> checkpoints(QuickTraining training) {
    return new CheckpointStore(training.run().checkpoints(), 1, DurableFiles.disk()).newestFirst();
  }

  private static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 1;
    Files.write(file, bytes);
  }

  private static void cut(Path file, int bytes) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), bytes));
  }
}
