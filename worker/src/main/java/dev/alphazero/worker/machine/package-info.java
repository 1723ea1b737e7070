/// What this machine is and how a training uses it: engines, precisions, threads, the check of a
/// device against the processor.
@NullMarked
package dev.alphazero.worker.machine;

import org.jspecify.annotations.NullMarked;
