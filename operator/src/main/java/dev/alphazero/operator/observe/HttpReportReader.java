package dev.alphazero.operator.observe;

import dev.alphazero.crd.progress.ActorProgress;
import dev.alphazero.crd.progress.InferenceProgress;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.progress.ProgressJson;
import dev.alphazero.crd.progress.RoleProgress;
import dev.alphazero.crd.role.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads documents of progress from the roles' HTTP port. Safe for use by many threads.
public final class HttpReportReader implements ReportReader {
  private static final Logger LOG = LoggerFactory.getLogger(HttpReportReader.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int OK = 200;

  private final HttpClient http;
  private final int port;
  private final Consumer<Role> failed;

  /// @param failed is notified of the role of each reading that failed
  public HttpReportReader(HttpClient http, int port, Consumer<Role> failed) {
    this.http = http;
    this.port = port;
    this.failed = failed;
  }

  @Override
  public Optional<RoleProgress> read(String ip, Role role) {
    String host = ip.indexOf(':') < 0 ? ip : "[" + ip + "]";
    URI uri = URI.create("http://" + host + ":" + port + RoleProgress.PATH);
    try {
      return Optional.of(ProgressJson.read(documentOf(role), get(uri)));
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("no progress from the {} at {}: {}", role.text(), uri, e.getMessage());
      failed.accept(role);
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Class<? extends RoleProgress> documentOf(Role role) {
    return switch (role) {
      case ACTOR -> ActorProgress.class;
      case INFERENCE -> InferenceProgress.class;
      case LEARNER -> LearnerProgress.class;
    };
  }

  /// The limit of time is that of the whole answer: a role that stops in the middle of it must not
  /// hold up the reading of its training for ever.
  private byte[] get(URI uri) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).GET().build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ProgressJson.MAX_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != OK) {
        throw new IOException("status must be 200, status=" + response.statusCode());
      }
      return response.body();
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("an answer must come within 3 s", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
