/// Strength: matches, Elo with confidence intervals, solvers and verification.
@NullMarked
package dev.alphazero.worker.arena;

import org.jspecify.annotations.NullMarked;
