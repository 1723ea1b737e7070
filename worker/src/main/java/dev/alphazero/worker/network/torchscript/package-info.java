/// Networks as TorchScript: archives and source text, written without Python.
@NullMarked
package dev.alphazero.worker.network.torchscript;

import org.jspecify.annotations.NullMarked;
