/// What should run now: started, suspended, complete, failed, expired. Pure.
@NullMarked
package dev.alphazero.operator.lifecycle;

import org.jspecify.annotations.NullMarked;
