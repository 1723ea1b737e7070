/// Leaves to a batcher and evaluations back, over one stream a client.
@NullMarked
package dev.alphazero.worker.wire.inference;

import org.jspecify.annotations.NullMarked;
