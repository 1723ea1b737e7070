/// How a position is packed into bytes and expanded into the network's input. Letters: n positions,
/// C planes, H rows, W columns; a cell is `row * W + column`.
@NullMarked
package dev.alphazero.worker.planes;

import org.jspecify.annotations.NullMarked;
