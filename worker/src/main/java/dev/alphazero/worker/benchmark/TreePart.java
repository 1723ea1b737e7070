package dev.alphazero.worker.benchmark;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.search.Algorithm;
import dev.alphazero.worker.search.HashEvaluator;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The tree alone: Connect Four from the start position, fresh trees, an evaluator that costs
/// nothing, one core, each backend that can be made.
///
/// Backends are measured one after the other, the cases of one in turns: code that was compiled
/// while only one backend was used is what a training runs.
final class TreePart {
  private static final Game GAME = new ConnectFour();
  private static final SearchSettings SETTINGS = SearchSettings.defaults(Algorithm.PUCT);
  private static final List<Integer> SIMULATIONS = List.of(100, 800);
  private static final int GAMES = 32;

  private final Options options;
  private final Consumer<String> progress;

  TreePart(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /// Games and simulations of one case.
  private record Case(int games, int simulations) {
    String name(SearchBackend backend) {
      return "%s %d x %d".formatted(backend.id(), games, simulations);
    }

    SearchRounds start(SearchBackend backend) {
      return new SearchRounds(
          GAME, backend, SETTINGS, games, simulations, SearchRounds.NO_NOISE, new HashEvaluator());
    }
  }

  Outcome measure() {
    List<Row> rows = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (SearchBackend backend : SearchBackend.values()) {
      try {
        rows.addAll(measure(backend));
      } catch (IllegalStateException | LinkageError e) {
        skipped.add(
            new Skipped(PartName.TREE, "backend " + backend.id(), String.valueOf(e.getMessage())));
      }
    }
    return new Outcome(rows, skipped);
  }

  private List<Row> measure(SearchBackend backend) {
    List<Case> cases = cases();
    List<SearchRounds> rounds = new ArrayList<>();
    try {
      for (Case next : cases) {
        rounds.add(next.start(backend));
      }
      rounds.forEach(next -> Turns.perSecond(options.seconds(), next::round)); // compiles
      List<List<Sample>> samples =
          cases.stream().<List<Sample>>map(_ -> new ArrayList<>()).toList();
      for (int repetition = 0; repetition < options.repetitions(); repetition++) {
        progress.accept(
            "tree: %s, %d of %d".formatted(backend.id(), repetition + 1, options.repetitions()));
        for (int i = 0; i < cases.size(); i++) {
          samples.get(i).add(turn(cases.get(i), rounds.get(i)));
        }
      }
      return IntStream.range(0, cases.size())
          .mapToObj(i -> row(backend, cases.get(i), samples.get(i)))
          .toList();
    } finally {
      rounds.forEach(SearchRounds::close);
    }
  }

  private Sample turn(Case of, SearchRounds rounds) {
    ProcessorLoad.Look start = ProcessorLoad.Look.now();
    double simulations = Turns.perSecond(options.seconds(), rounds::round);
    Sample sample =
        new Sample()
            .put(Measure.SIMULATIONS_PER_SECOND, simulations)
            .put(Measure.SEARCHES_PER_SECOND, simulations / of.simulations());
    start.untilNow().putInto(sample);
    return sample;
  }

  private List<Case> cases() {
    List<Integer> games = options.games() == null ? List.of(1, GAMES) : List.of(options.games());
    List<Integer> simulations =
        options.simulations() == null ? SIMULATIONS : List.of(options.simulations());
    return simulations.stream()
        .flatMap(each -> games.stream().map(count -> new Case(count, each)))
        .toList();
  }

  private static Row row(SearchBackend backend, Case of, List<Sample> samples) {
    return new Row(
        PartName.TREE,
        of.name(backend),
        Conditions.withoutNetwork(GAME.name(), of.games(), of.simulations(), backend.id()),
        Figure.of(samples),
        "");
  }
}
