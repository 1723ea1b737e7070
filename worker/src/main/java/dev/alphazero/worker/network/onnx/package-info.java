/// Networks as ONNX files: written here, checked with ONNX Runtime.
@NullMarked
package dev.alphazero.worker.network.onnx;

import org.jspecify.annotations.NullMarked;
