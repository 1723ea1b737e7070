/// The process: configuration, wiring, leadership, health and metrics. The only package that knows
/// Quarkus.
@NullMarked
package dev.alphazero.operator.runtime;

import org.jspecify.annotations.NullMarked;
