/// What a training is to do, in the words of the packages that do it: resolved settings converted
/// to plans, limits and counters.
@NullMarked
package dev.alphazero.worker.plan;

import org.jspecify.annotations.NullMarked;
