/// Many games played at once by searches against themselves, one owner thread per group of games.
@NullMarked
package dev.alphazero.worker.selfplay;

import org.jspecify.annotations.NullMarked;
