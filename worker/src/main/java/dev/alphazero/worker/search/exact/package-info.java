/// Functions with the same bits in Java, in C++ and on every machine (decision 0003).
@NullMarked
package dev.alphazero.worker.search.exact;

import org.jspecify.annotations.NullMarked;
