/// Networks as files for other programs, with what their inputs and outputs mean.
@NullMarked
package dev.alphazero.worker.export;

import org.jspecify.annotations.NullMarked;
