/// The benchmark's document and its texts: rows of figures, conditions, published figures.
@NullMarked
package dev.alphazero.worker.benchmark.report;

import org.jspecify.annotations.NullMarked;
