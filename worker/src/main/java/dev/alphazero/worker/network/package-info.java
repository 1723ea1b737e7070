/// The residual tower: its declaration, its flat weight layout and its TorchScript source. Letters:
/// n positions, C planes, H rows, W columns, A actions.
@NullMarked
package dev.alphazero.worker.network;

import org.jspecify.annotations.NullMarked;
