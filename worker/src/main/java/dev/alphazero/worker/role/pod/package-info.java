/// The programs of a training's pods: inference, actor and learner. Wiring and what they tell of
/// themselves; the training itself is `role`'s.
@NullMarked
package dev.alphazero.worker.role.pod;

import org.jspecify.annotations.NullMarked;
