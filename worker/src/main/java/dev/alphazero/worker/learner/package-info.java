/// From the replay window to new weights: batches, training steps, schedules and checkpoints.
/// Letters: n samples of a batch, C planes, H rows, W columns, A actions.
@NullMarked
package dev.alphazero.worker.learner;

import org.jspecify.annotations.NullMarked;
