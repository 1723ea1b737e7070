/// The `alphazero` command line.
@NullMarked
package dev.alphazero.worker.cli;

import org.jspecify.annotations.NullMarked;
