/// What is measured and how: turns, samples, spreads, the load of processors and GPUs.
@NullMarked
package dev.alphazero.worker.benchmark.measure;

import org.jspecify.annotations.NullMarked;
