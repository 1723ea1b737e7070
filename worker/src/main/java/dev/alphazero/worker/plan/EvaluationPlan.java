package dev.alphazero.worker.plan;

import java.util.List;

/// How strength is measured during a training.
///
/// @param everyGames games of self-play between two evaluations; 0 is never
/// @param positions `all`, `none` or the name of a set that comes with the game
/// @param simulations per move, for both sides of a match as well
/// @param games games against each opponent, even
/// @param opponents `random`, `mcts:N` or `previous`
public record EvaluationPlan(
    long everyGames, String positions, int simulations, int games, List<String> opponents) {}
