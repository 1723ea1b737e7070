/// The parts of the benchmark: each a workload and its limit, by the classes that do it in a
/// training.
@NullMarked
package dev.alphazero.worker.benchmark.part;

import org.jspecify.annotations.NullMarked;
