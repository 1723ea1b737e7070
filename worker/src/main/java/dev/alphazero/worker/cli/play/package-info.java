/// A game against a person in the terminal.
@NullMarked
package dev.alphazero.worker.cli.play;

import org.jspecify.annotations.NullMarked;
