/// Evaluates the positions of many clients in batches: who waits for whom, and when a batch goes.
///
/// n positions of a request or batch, B bytes of a packed position, A actions.
@NullMarked
package dev.alphazero.worker.inference;

import org.jspecify.annotations.NullMarked;
