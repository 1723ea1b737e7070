/// Networks on a libtorch of the machine's own, on NVIDIA GPUs or the processor, through a small
/// C++ library (`src/main/torch`) that is compiled for the libtorch that is found.
///
/// Nothing here is thread-safe: a model belongs to the platform thread that made it.
@NullMarked
package dev.alphazero.worker.network.torch;

import org.jspecify.annotations.NullMarked;
