package dev.alphazero.operator.live;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// Plays the HTTP port of all roles at 127.0.0.1: tells what the test says.
final class FakeRoles implements AutoCloseable {
  private final HttpServer http;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String progress = "";

  FakeRoles() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext(
        "/progress",
        exchange -> {
          asked.incrementAndGet();
          byte[] body = progress.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
          try (exchange) {
            exchange.getResponseBody().write(body);
          }
        });
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  /// Tells this document from now on; an empty one is not found.
  void tell(String document) {
    progress = document;
  }

  int timesAsked() {
    return asked.get();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
