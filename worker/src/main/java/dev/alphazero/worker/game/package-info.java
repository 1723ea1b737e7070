/// The rules of the games. Letters: A actions of a game, k legal actions of a position.
@NullMarked
package dev.alphazero.worker.game;

import org.jspecify.annotations.NullMarked;
