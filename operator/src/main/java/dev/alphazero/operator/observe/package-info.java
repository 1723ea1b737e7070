/// What is seen: the training, its children, its pods, the nodes, what the roles report. Never
/// acts.
@NullMarked
package dev.alphazero.operator.observe;

import org.jspecify.annotations.NullMarked;
