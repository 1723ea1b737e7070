/// The newest weights from the learner, in parts, to actors and batchers.
@NullMarked
package dev.alphazero.worker.wire.weights;

import org.jspecify.annotations.NullMarked;
