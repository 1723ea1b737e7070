/// A run's folder: its files, their formats and versions, and what can be said of a run without its
/// network.
@NullMarked
package dev.alphazero.worker.run;

import org.jspecify.annotations.NullMarked;
