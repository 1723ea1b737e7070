/// Certificates of mTLS between the roles of one training.
@NullMarked
package dev.alphazero.operator.tls;

import org.jspecify.annotations.NullMarked;
