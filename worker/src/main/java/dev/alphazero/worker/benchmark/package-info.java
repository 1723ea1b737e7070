/// How fast this machine plays and learns, by the classes that do it in a training, beside the
/// limit that was measured in the same run: the bare network, or the bare training step.
///
/// A *turn* is a few seconds of one kind of work. Work and its limit take turns, so that a noisy
/// machine flatters neither.
@NullMarked
package dev.alphazero.worker.benchmark;

import org.jspecify.annotations.NullMarked;
