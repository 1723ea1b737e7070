package dev.alphazero.worker.pod;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.alphazero.crd.progress.ProgressJson;
import dev.alphazero.crd.progress.RoleProgress;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A role's one HTTP port.
///
/// | path | what |
/// |---|---|
/// | `/health/live` | 200 while the process can answer |
/// | `/health/ready` | 200, or 503 and why not |
/// | `/metrics` | Prometheus text |
/// | `/progress` | the progress document, see `crd.progress`; 503 before there is one |
///
/// Each request has a virtual thread, from its first byte on, so that one that never becomes whole
/// keeps nobody else waiting: probes are answered while others hang. A connection is closed when it
/// has said nothing, or half a request, for `MOST_REQUEST_SECONDS`, or does not take its answer
/// within `MOST_RESPONSE_SECONDS`. Beyond `MOST_CONNECTIONS`, a new one is closed at once.
final class RoleHttp implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 1000;
  private static final int MOST_REQUEST_SECONDS = 5;
  private static final int MOST_RESPONSE_SECONDS = 5;
  private static final int MOST_IDLE_SECONDS = 60;
  private static final int MOST_HEADER_BYTES = 16 << 10;
  private static final int LOOK_MILLIS = 1000;

  /// The JDK's server has its limits from system properties, which it reads once, when it is first
  /// used. Those that the command line sets stand.
  static {
    limit("sun.net.httpserver.maxReqTime", MOST_REQUEST_SECONDS);
    limit("sun.net.httpserver.maxRspTime", MOST_RESPONSE_SECONDS);
    limit("sun.net.httpserver.timerMillis", LOOK_MILLIS);
    limit("sun.net.httpserver.idleInterval", MOST_IDLE_SECONDS);
    limit(
        "sun.net.httpserver.clockTick", LOOK_MILLIS); // how often silent connections are looked at
    limit("sun.net.httpserver.maxReqHeaderSize", MOST_HEADER_BYTES);
    limit("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
  }

  private final HttpServer server;
  private final ExecutorService threads;

  /// What a request gets.
  private record Answer(int status, String contentType, String body) {}

  /// Opens the port.
  ///
  /// @param port 0 for any
  /// @param progress the document of its progress, null before there is one
  /// @param notReady why the role is not ready, null when it is
  /// @throws IOException if the port cannot be opened
  RoleHttp(
      int port,
      Supplier<? extends @Nullable RoleProgress> progress,
      Supplier<@Nullable String> notReady,
      PrometheusMeterRegistry metrics)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(port), 0);
    threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    server.setExecutor(threads);
    answer("/health/live", () -> text(200, "alive\n"));
    answer(
        "/health/ready",
        () -> {
          @Nullable String why = notReady.get();
          return why == null ? text(200, "ready\n") : text(503, why + "\n");
        });
    answer(
        "/metrics",
        () -> new Answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
    answer(RoleProgress.PATH, () -> document(progress.get()));
    server.start();
  }

  private static void limit(String property, int value) {
    System.getProperties().putIfAbsent(property, Integer.toString(value));
  }

  /// Returns the port that it listens on.
  int port() {
    return server.getAddress().getPort();
  }

  private static Answer document(@Nullable RoleProgress progress) {
    return progress == null
        ? text(503, "nothing is known yet\n")
        : new Answer(200, "application/json", ProgressJson.write(progress));
  }

  private static Answer text(int status, String body) {
    return new Answer(status, "text/plain; charset=utf-8", body);
  }

  private void answer(String path, Supplier<Answer> answers) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            answer(exchange, path, answers);
          }
        });
  }

  private static void answer(HttpExchange exchange, String path, Supplier<Answer> answers)
      throws IOException {
    Answer answer;
    if (!exchange.getRequestURI().getPath().equals(path)) {
      answer = text(404, "no such page: /health/live, /health/ready, /metrics, /progress\n");
    } else if (!exchange.getRequestMethod().equals("GET")) {
      answer = text(405, "only GET\n");
    } else {
      try {
        answer = answers.get();
      } catch (RuntimeException e) {
        answer = text(500, e + "\n");
      }
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
