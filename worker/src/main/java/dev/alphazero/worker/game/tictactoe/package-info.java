/// Tic-tac-toe. Cells and actions are numbered 0 to 8, row by row from the top left; `a1` is the
/// top left, `c1` the top right, `a3` the bottom left.
@NullMarked
package dev.alphazero.worker.game.tictactoe;

import org.jspecify.annotations.NullMarked;
