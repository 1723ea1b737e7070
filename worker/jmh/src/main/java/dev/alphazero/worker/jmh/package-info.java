/// JMH benchmarks of the worker.
@NullMarked
package dev.alphazero.worker.jmh;

import org.jspecify.annotations.NullMarked;
