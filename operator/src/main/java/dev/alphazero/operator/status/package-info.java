/// The status that people and programs read, assembled from what was seen. Pure.
@NullMarked
package dev.alphazero.operator.status;

import org.jspecify.annotations.NullMarked;
