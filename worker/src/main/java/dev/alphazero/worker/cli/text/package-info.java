/// What the commands print: tables, summaries, the line of progress.
@NullMarked
package dev.alphazero.worker.cli.text;

import org.jspecify.annotations.NullMarked;
