/// The programs of a training's pods: inference, actor and learner, and what they report. The
/// training itself is that of `training`.
@NullMarked
package dev.alphazero.worker.pod;

import org.jspecify.annotations.NullMarked;
