/// The operator against a real API server: what it writes, when, and what it survives.
@NullMarked
package dev.alphazero.operator.live;

import org.jspecify.annotations.NullMarked;
