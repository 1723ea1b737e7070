/// Networks on libtorch, through DJL: the only package that knows either.
///
/// Native tensors are reached through off-heap segments and without copies. Nothing here is
/// thread-safe: a model belongs to the platform thread that made it.
@NullMarked
package dev.alphazero.worker.network.djl;

import org.jspecify.annotations.NullMarked;
