/// What NVIDIA's driver reports of GPUs, by its C library NVML: memory, utilisation, clocks.
///
/// Any thread may ask: NVML is thread-safe, and nothing here is kept between two questions. What a
/// card or its slice does not tell is absent, never an error.
@NullMarked
package dev.alphazero.worker.nvml;

import org.jspecify.annotations.NullMarked;
