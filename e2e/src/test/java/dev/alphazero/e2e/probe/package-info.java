/// Programs that tests run inside pods.
@NullMarked
package dev.alphazero.e2e.probe;

import org.jspecify.annotations.NullMarked;
