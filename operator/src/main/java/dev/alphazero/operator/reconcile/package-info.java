/// Observe, decide, apply, report: the steps in order.
@NullMarked
package dev.alphazero.operator.reconcile;

import org.jspecify.annotations.NullMarked;
