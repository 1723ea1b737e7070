/// The settings that a training runs by in a cluster: resolved once, frozen, edited ever after.
/// Pure.
@NullMarked
package dev.alphazero.operator.resolve;

import org.jspecify.annotations.NullMarked;
