/// Connect Four on 6 rows and 7 columns. Row 0 is the bottom one; an action is a column, 0 to 6
/// from the left, written `1` to `7`.
@NullMarked
package dev.alphazero.worker.game.connectfour;

import org.jspecify.annotations.NullMarked;
