/// The only writes to children: what differs from the desired state.
@NullMarked
package dev.alphazero.operator.apply;

import org.jspecify.annotations.NullMarked;
