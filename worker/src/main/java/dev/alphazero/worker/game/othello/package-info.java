/// Othello on 6x6 and 8x8 boards. Letters: n, the size of the board; cell `row * n + column`, a1
/// first; bitboards hold cell i in bit i.
@NullMarked
package dev.alphazero.worker.game.othello;

import org.jspecify.annotations.NullMarked;
