package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.benchmark.measure.Options;
import dev.alphazero.worker.benchmark.measure.PartName;
import dev.alphazero.worker.benchmark.measure.Sample;
import dev.alphazero.worker.benchmark.report.Progress;
import dev.alphazero.worker.benchmark.report.Row;
import dev.alphazero.worker.benchmark.report.Skipped;
import dev.alphazero.worker.game.Games;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.search.SearchBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The tree alone, from the start position, fresh trees, an evaluator that costs nothing: each
/// backend that can be made, each game, one core and all.
///
/// Backends are measured one after the other, and the games of one, the first of them Connect Four;
/// the cases of a game in turns. Code that was compiled while only one backend and one game were
/// used is what a training runs, so Java's figures of the later games are a little low.
public final class TreePart {
  private static final String FIRST = "connect-four";
  private static final List<Integer> SIMULATIONS = List.of(100, 800);
  private static final int GAMES = 32;

  /// Of the options' seconds: a turn has a hundred thousand simulations all the same.
  private static final double SHARE_OF_TURN = 0.25;

  private final Options options;
  private final Progress progress;

  public TreePart(Options options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  public void measure() {
    try (WorkerThreads one = new WorkerThreads(1);
        WorkerThreads all = WorkerThreads.onePerCore()) {
      List<WorkerThreads> cores = all.size() == 1 ? List.of(one) : List.of(one, all);
      for (SearchBackend backend : SearchBackend.values()) {
        try {
          for (String game : games()) {
            measure(backend, game, cores).forEach(progress::found);
          }
        } catch (IllegalStateException | LinkageError e) {
          progress.skipped(
              new Skipped(
                  PartName.TREE, "backend " + backend.id(), String.valueOf(e.getMessage()), false));
        }
      }
    }
  }

  private static List<String> games() {
    return Stream.concat(Stream.of(FIRST), Games.names().stream()).distinct().toList();
  }

  private List<Row> measure(SearchBackend backend, String game, List<WorkerThreads> cores) {
    progress.now("tree: %s, %s".formatted(backend.id(), game));
    double seconds = SHARE_OF_TURN * options.seconds();
    List<TreeWork> cases = new ArrayList<>();
    try {
      for (TreeCase next : cases(backend, game)) {
        cores.stream()
            .filter(threads -> threads.size() == 1 || next.isOnAllCores())
            .forEach(threads -> cases.add(new TreeWork(next, threads)));
      }
      cases.forEach(next -> next.turn(seconds)); // compiles
      List<List<Sample>> samples =
          cases.stream().<List<Sample>>map(_ -> new ArrayList<>()).toList();
      for (int repetition = 0; repetition < options.repetitions(); repetition++) {
        for (int i = 0; i < cases.size(); i++) {
          samples.get(i).add(cases.get(i).turn(seconds));
        }
      }
      return IntStream.range(0, cases.size())
          .mapToObj(i -> cases.get(i).row(samples.get(i)))
          .toList();
    } finally {
      cases.forEach(TreeWork::close);
    }
  }

  /// Connect Four in all sizes, the others in the one that self-play is nearest to.
  private List<TreeCase> cases(SearchBackend backend, String game) {
    boolean isFirst = game.equals(FIRST);
    List<Integer> games =
        options.games() != null
            ? List.of(options.games())
            : isFirst ? List.of(1, GAMES) : List.of(GAMES);
    List<Integer> simulations =
        options.simulations() != null
            ? List.of(options.simulations())
            : isFirst ? SIMULATIONS : SIMULATIONS.subList(0, 1);
    return simulations.stream()
        .flatMap(
            each ->
                games.stream()
                    .map(
                        count ->
                            new TreeCase(
                                Games.byName(game, Map.of()),
                                backend,
                                count,
                                each,
                                each.equals(simulations.getFirst())
                                    && count.equals(games.getLast()))))
        .toList();
  }
}
