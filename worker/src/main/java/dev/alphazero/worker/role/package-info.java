/// Wiring: each role joins the packages below it and decides nothing itself.
@NullMarked
package dev.alphazero.worker.role;

import org.jspecify.annotations.NullMarked;
