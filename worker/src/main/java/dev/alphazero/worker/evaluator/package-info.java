/// Evaluators of a group of games: a network on its own thread, or a batcher that many share.
@NullMarked
package dev.alphazero.worker.evaluator;

import org.jspecify.annotations.NullMarked;
