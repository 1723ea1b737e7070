package dev.alphazero.crd.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The combinations of fields that make no sense. One table for the training file, for the resolved
/// settings and for the CRD.
public final class CrossFieldRules {
  private static final Set<String> OTHELLO_SIZES = Set.of("6", "8");
  private static final Set<String> OPTION_GAMES = Set.of("othello");
  private static final Set<String> VERIFIED_GAMES = Set.of("tic-tac-toe", "connect-four");

  /// Every rule; the order is that of the fields.
  public static final List<Rule> ALL =
      List.of(
          rule(
              List.of("game.options", "game.name"),
              "!has(self.game.options) || self.game.name == 'othello' || size(self.game.options) == 0",
              "game.options must be empty: only othello has options",
              v ->
                  !(v.at("game.options") instanceof Map<?, ?> options)
                      || isGame(v, OPTION_GAMES)
                      || options.isEmpty()),
          rule(
              List.of("game.options", "game.name"),
              "!has(self.game.options) || self.game.name != 'othello'"
                  + " || self.game.options.all(k, k == 'size' && self.game.options[k] in ['6', '8'])",
              "game.options of othello must be size: \"6\" or size: \"8\"",
              v ->
                  !(v.at("game.options") instanceof Map<?, ?> options)
                      || !v.text("game.name").equals("othello")
                      || options.entrySet().stream()
                          .allMatch(
                              e ->
                                  "size".equals(e.getKey())
                                      && OTHELLO_SIZES.contains(e.getValue()))),
          onlyWith(
              "puct", "cPuct", "search.cPuct makes no sense with gumbel: it is PUCT's constant"),
          onlyWith(
              "puct",
              "cPuctBase",
              "search.cPuctBase makes no sense with gumbel: it is PUCT's constant"),
          onlyWith(
              "puct",
              "fpuReduction",
              "search.fpuReduction makes no sense with gumbel: it is PUCT's constant"),
          onlyWith(
              "gumbel",
              "consideredActions",
              "search.consideredActions makes no sense with puct: it is Gumbel's m"),
          rule(
              List.of(
                  "search.rootNoise.fraction", "search.rootNoise.alphaScale", "search.algorithm"),
              not(
                  "has(self.search) && has(self.search.algorithm) && self.search.algorithm == 'gumbel'"
                      + " && has(self.search.rootNoise) && (has(self.search.rootNoise.alphaScale)"
                      + " || (has(self.search.rootNoise.fraction) && self.search.rootNoise.fraction > 0.0))"),
              "search.rootNoise makes no sense with search.algorithm gumbel: Gumbel explores by itself",
              v ->
                  !v.text("search.algorithm").equals("gumbel")
                      || (!v.isSet("search.rootNoise.alphaScale")
                          && !v.isSetAboveZero("search.rootNoise.fraction"))),
          rule(
              List.of("search.forcedPlayouts", "search.algorithm"),
              not(
                  "has(self.search) && has(self.search.algorithm) && self.search.algorithm == 'gumbel'"
                      + " && has(self.search.forcedPlayouts) && self.search.forcedPlayouts > 0.0"),
              "search.forcedPlayouts must be 0 with search.algorithm gumbel",
              v ->
                  !v.text("search.algorithm").equals("gumbel")
                      || !v.isSetAboveZero("search.forcedPlayouts")),
          rule(
              List.of("search.forcedPlayouts", "search.rootNoise.fraction"),
              not(
                  "has(self.search) && has(self.search.forcedPlayouts) && self.search.forcedPlayouts > 0.0"
                      + " && has(self.search.rootNoise) && has(self.search.rootNoise.fraction)"
                      + " && self.search.rootNoise.fraction == 0.0"),
              "search.forcedPlayouts needs noise: search.rootNoise.fraction must be above 0",
              v ->
                  !v.isSetAboveZero("search.forcedPlayouts")
                      || !v.isSet("search.rootNoise.fraction")
                      || v.isSetAboveZero("search.rootNoise.fraction")),
          rule(
              List.of("search.consideredActions", "search.simulations"),
              not(
                  "has(self.search) && has(self.search.consideredActions)"
                      + " && has(self.search.simulations)"
                      + " && self.search.consideredActions > self.search.simulations"),
              "search.consideredActions must be at most search.simulations",
              v ->
                  !v.isSet("search.consideredActions")
                      || !v.isSet("search.simulations")
                      || !v.above("search.consideredActions", "search.simulations")),
          rule(
              List.of(
                  "selfPlay.playoutCap.fullShare",
                  "selfPlay.playoutCap.simulations",
                  "search.algorithm"),
              not(
                  "has(self.search) && has(self.search.algorithm) && self.search.algorithm == 'gumbel'"
                      + " && has(self.selfPlay) && has(self.selfPlay.playoutCap)"
                      + " && !(has(self.selfPlay.playoutCap.fullShare)"
                      + " && self.selfPlay.playoutCap.fullShare == 1.0)"),
              "selfPlay.playoutCap makes no sense with search.algorithm gumbel",
              v ->
                  !v.text("search.algorithm").equals("gumbel")
                      || isOne(v, "selfPlay.playoutCap.fullShare")
                      || !v.isSet("selfPlay.playoutCap")),
          rule(
              List.of(
                  "selfPlay.playoutCap.simulations",
                  "search.simulations",
                  "selfPlay.playoutCap.fullShare"),
              not(
                  "has(self.search) && has(self.search.simulations)"
                      + " && has(self.selfPlay) && has(self.selfPlay.playoutCap)"
                      + " && has(self.selfPlay.playoutCap.simulations)"
                      + " && self.selfPlay.playoutCap.simulations >= self.search.simulations"
                      + " && !(has(self.selfPlay.playoutCap.fullShare)"
                      + " && self.selfPlay.playoutCap.fullShare == 1.0)"),
              "selfPlay.playoutCap.simulations must be below search.simulations: they are the cheap searches",
              v ->
                  isOne(v, "selfPlay.playoutCap.fullShare")
                      || v.at("selfPlay.playoutCap.simulations") == null
                      || v.at("search.simulations") == null
                      || v.above("search.simulations", "selfPlay.playoutCap.simulations")),
          rule(
              List.of("inference.batchTimeout", "inference.batchPolicy"),
              not(
                  "has(self.inference) && has(self.inference.batchPolicy)"
                      + " && self.inference.batchPolicy == 'drain'"
                      + " && has(self.inference.batchTimeout)"),
              "inference.batchTimeout makes no sense with inference.batchPolicy drain: it never waits",
              v ->
                  !v.text("inference.batchPolicy").equals("drain")
                      || !v.isSet("inference.batchTimeout")),
          rule(
              List.of("inference.minBatchFill", "inference.batchPolicy"),
              not(
                  "has(self.inference) && has(self.inference.batchPolicy)"
                      + " && self.inference.batchPolicy == 'drain'"
                      + " && has(self.inference.minBatchFill)"),
              "inference.minBatchFill makes no sense with inference.batchPolicy drain: it never waits",
              v ->
                  !v.text("inference.batchPolicy").equals("drain")
                      || !v.isSet("inference.minBatchFill")),
          rule(
              List.of("inference.replicas", "inference.placement"),
              not(
                  "has(self.inference) && has(self.inference.placement)"
                      + " && self.inference.placement == 'actor'"
                      + " && has(self.inference.replicas) && self.inference.replicas > 1"),
              "inference.replicas must be 1 with inference.placement actor: there are no inference pods",
              v ->
                  !v.text("inference.placement").equals("actor")
                      || !v.isSet("inference.replicas")
                      || !above(v, "inference.replicas", 1)),
          rule(
              List.of("inference.replicas", "gpuSharing"),
              not(
                  "has(self.gpuSharing) && self.gpuSharing == 'shared' && has(self.inference)"
                      + " && has(self.inference.replicas) && self.inference.replicas > 1"),
              "inference.replicas must be 1 with gpuSharing shared: there is one GPU",
              v ->
                  !v.text("gpuSharing").equals("shared")
                      || !v.isSet("inference.replicas")
                      || !above(v, "inference.replicas", 1)),
          rule(
              List.of("actors.autoscaling.min", "actors.autoscaling.max"),
              not(
                  "has(self.actors) && has(self.actors.autoscaling)"
                      + " && has(self.actors.autoscaling.min) && has(self.actors.autoscaling.max)"
                      + " && self.actors.autoscaling.min > self.actors.autoscaling.max"),
              "actors.autoscaling.min must be at most actors.autoscaling.max",
              v -> !v.above("actors.autoscaling.min", "actors.autoscaling.max")),
          rule(
              List.of("learner.batchSize", "learner.replay.windowSamples"),
              not(
                  "has(self.learner) && has(self.learner.batchSize) && has(self.learner.replay)"
                      + " && has(self.learner.replay.windowSamples)"
                      + " && self.learner.batchSize > self.learner.replay.windowSamples / 16"),
              "learner.batchSize must be at most learner.replay.windowSamples / 16",
              v ->
                  !(v.isSet("learner.batchSize")
                          && v.at("learner.batchSize") instanceof Number batch)
                      || !(v.at("learner.replay.windowSamples") instanceof Number window)
                      || batch.longValue() <= window.longValue() / 16),
          rule(
              List.of("learner.optimizer.warmupSamples", "learner.optimizer.decaySamples"),
              not(
                  "has(self.learner) && has(self.learner.optimizer)"
                      + " && has(self.learner.optimizer.warmupSamples)"
                      + " && has(self.learner.optimizer.decaySamples)"
                      + " && self.learner.optimizer.decaySamples > 0"
                      + " && self.learner.optimizer.warmupSamples"
                      + " > self.learner.optimizer.decaySamples"),
              "learner.optimizer.warmupSamples must be at most learner.optimizer.decaySamples",
              v ->
                  !above(v, "learner.optimizer.decaySamples", 0)
                      || !v.above(
                          "learner.optimizer.warmupSamples", "learner.optimizer.decaySamples")),
          rule(
              List.of("learner.replay.windowSamples", "learner.replay.maxSamples"),
              not(
                  "has(self.learner) && has(self.learner.replay)"
                      + " && has(self.learner.replay.windowSamples)"
                      + " && has(self.learner.replay.maxSamples)"
                      + " && self.learner.replay.windowSamples > self.learner.replay.maxSamples"),
              "learner.replay.windowSamples must be at most learner.replay.maxSamples",
              v -> !v.above("learner.replay.windowSamples", "learner.replay.maxSamples")),
          rule(
              List.of("evaluation.games"),
              not(
                  "has(self.evaluation) && has(self.evaluation.games)"
                      + " && self.evaluation.games % 2 == 1"),
              "evaluation.games must be even: each opening is played from both sides",
              v ->
                  !(v.at("evaluation.games") instanceof Number games)
                      || games.longValue() % 2 == 0),
          rule(
              List.of("evaluation.positions", "game.name"),
              not(
                  "has(self.evaluation) && has(self.evaluation.positions)"
                      + " && self.evaluation.positions != 'none'"
                      + " && !(self.game.name in ['tic-tac-toe', 'connect-four'])"),
              "evaluation.positions must be none: game.name has no positions of known value",
              v ->
                  v.at("evaluation.positions") == null
                      || v.text("evaluation.positions").equals("none")
                      || isGame(v, VERIFIED_GAMES)),
          rule(
              List.of("completion.errorRate", "game.name"),
              not(
                  "has(self.completion) && has(self.completion.errorRate)"
                      + " && !(self.game.name in ['tic-tac-toe', 'connect-four'])"),
              "completion.errorRate makes no sense: game.name has no positions of known value",
              v -> v.at("completion.errorRate") == null || isGame(v, VERIFIED_GAMES)),
          rule(
              List.of("completion.errorRate", "evaluation.positions"),
              not(
                  "has(self.completion) && has(self.completion.errorRate) && has(self.evaluation)"
                      + " && has(self.evaluation.positions) && self.evaluation.positions == 'none'"),
              "completion.errorRate needs positions: evaluation.positions must not be none",
              v ->
                  v.at("completion.errorRate") == null
                      || !v.text("evaluation.positions").equals("none")),
          rule(
              List.of("completion.errorRate", "evaluation.every"),
              not(
                  "has(self.completion) && has(self.completion.errorRate) && has(self.evaluation)"
                      + " && has(self.evaluation.every) && self.evaluation.every == 0"),
              "completion.errorRate needs evaluations: evaluation.every must not be 0",
              v ->
                  v.at("completion.errorRate") == null
                      || !(v.at("evaluation.every") instanceof Number every)
                      || every.longValue() != 0),
          notBoth("cleanUpAfterFinished", "ttlAfterFinished"),
          notBoth("pullSecrets", "imagePullSecrets"));

  private CrossFieldRules() {}

  /// Returns the rules that the values break, in the order of the table.
  public static List<Rule> brokenBy(Values values) {
    return ALL.stream().filter(rule -> !rule.holds().test(values)).toList();
  }

  private static Rule rule(
      List<String> paths, String cel, String message, Predicate<Values> holds) {
    return new Rule(paths, cel, message, holds);
  }

  private static String not(String cel) {
    return "!(" + cel + ")";
  }

  /// `search.FIELD` belongs to one algorithm.
  private static Rule onlyWith(String algorithm, String field, String message) {
    String path = "search." + field;
    String other = algorithm.equals("puct") ? "gumbel" : "puct";
    return rule(
        List.of(path, "search.algorithm"),
        not(
            "has(self.search) && has(self.search.algorithm) && self.search.algorithm == '"
                + other
                + "' && has(self."
                + path
                + ")"),
        message,
        v -> !v.text("search.algorithm").equals(other) || !v.isSet(path));
  }

  /// A field and its old name.
  private static Rule notBoth(String field, String old) {
    return rule(
        List.of(old, field),
        not("has(self.%s) && has(self.%s)".formatted(field, old)),
        "%s must not be beside %s: it is its old name".formatted(old, field),
        v -> v.at(field) == null || v.at(old) == null);
  }

  /// Returns whether the game is one of these; true for a game that could not be read, which is a
  /// problem of its own.
  private static boolean isGame(Values v, Set<String> games) {
    return v.at("game.name") == null || games.contains(v.text("game.name"));
  }

  private static boolean isOne(Values v, String path) {
    return v.at(path) instanceof Number number && number.doubleValue() == 1;
  }

  private static boolean above(Values v, String path, long bound) {
    return v.at(path) instanceof Number number && number.longValue() > bound;
  }
}
