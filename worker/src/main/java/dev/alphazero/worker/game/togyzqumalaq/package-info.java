/// Togyzqumalaq, the Kazakh mancala (Toguz korgool in Kyrgyz). A pit is numbered 0 to 17 in the
/// direction of sowing: 0 to 8 are the first player's, 9 to 17 the second's.
@NullMarked
package dev.alphazero.worker.game.togyzqumalaq;

import org.jspecify.annotations.NullMarked;
