/// Perfect play, to judge by: solvers, and files of positions with the outcome of each move. An
/// *outcome* is 1 for a win, 0 for a draw, -1 for a loss, for the player named.
@NullMarked
package dev.alphazero.worker.arena.solver;

import org.jspecify.annotations.NullMarked;
