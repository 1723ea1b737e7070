/// How many actors: a pure decision and its simulator.
@NullMarked
package dev.alphazero.operator.autoscale;

import org.jspecify.annotations.NullMarked;
