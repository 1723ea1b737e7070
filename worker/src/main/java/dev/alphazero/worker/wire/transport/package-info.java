/// What the three protocols share: channels, servers, mTLS, the handshake, retries.
@NullMarked
package dev.alphazero.worker.wire.transport;

import org.jspecify.annotations.NullMarked;
