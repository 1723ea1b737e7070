/// The operator: trainings on a cluster.
@NullMarked
package dev.alphazero.operator;

import org.jspecify.annotations.NullMarked;
