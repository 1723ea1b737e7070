/// Nodes to GPUs, with the evidence, and the choice among them. Pure.
@NullMarked
package dev.alphazero.operator.gpu;

import org.jspecify.annotations.NullMarked;
