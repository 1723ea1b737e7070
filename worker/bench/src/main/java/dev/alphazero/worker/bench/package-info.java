/// JMH benchmarks of the worker.
@NullMarked
package dev.alphazero.worker.bench;

import org.jspecify.annotations.NullMarked;
