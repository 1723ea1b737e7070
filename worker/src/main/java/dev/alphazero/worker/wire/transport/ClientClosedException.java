package dev.alphazero.worker.wire.transport;

/// Thrown to whoever uses or waits for a client that was closed.
public final class ClientClosedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ClientClosedException() {
    super("the client is closed");
  }
}
