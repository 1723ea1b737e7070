/// Finished games to the learner, acknowledged when they are durable.
@NullMarked
package dev.alphazero.worker.wire.episodes;

import org.jspecify.annotations.NullMarked;
