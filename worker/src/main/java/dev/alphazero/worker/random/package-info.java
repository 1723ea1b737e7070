/// Random numbers that depend on a key alone, so that any part of a run can be drawn again.
@NullMarked
package dev.alphazero.worker.random;

import org.jspecify.annotations.NullMarked;
