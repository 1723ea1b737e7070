/// Samples and episodes: their layout, the durable log of episodes and the window of the newest
/// samples.
@NullMarked
package dev.alphazero.worker.replay;

import org.jspecify.annotations.NullMarked;
