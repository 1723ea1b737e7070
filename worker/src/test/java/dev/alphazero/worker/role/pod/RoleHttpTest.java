package dev.alphazero.worker.role.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.progress.ActorProgress;
import dev.alphazero.crd.progress.ProgressJson;
import dev.alphazero.crd.progress.RoleProgress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RoleHttpTest {
  private static final ActorProgress PROGRESS =
      new ActorProgress(RoleProgress.VERSION, 1, 2, 3, 4, 5, 6);

  private final HttpClient client = HttpClient.newHttpClient();
  private final RoleMetrics metrics =
      new RoleMetrics().counter("alphazero.test.games", "Games of a test", () -> 12);
  private volatile @Nullable RoleProgress progress;
  private volatile @Nullable String notReady = "no weights";
  private final RoleHttp http = new RoleHttp(0, () -> progress, () -> notReady, metrics.registry());

  RoleHttpTest() throws IOException {}

  @AfterEach
  void close() {
    http.close();
    metrics.close();
    client.close();
  }

  @Test
  void readinessSaysWhyNot() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body()).isEqualTo("no weights\n");
    notReady = null;
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void progressIsADocumentOrNotKnownYet() throws Exception {
    assertThat(get("/progress").statusCode()).isEqualTo(503);
    progress = PROGRESS;
    HttpResponse<String> response = get("/progress");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body()).isEqualTo(ProgressJson.write(PROGRESS));
  }

  @Test
  void metricsAreText() throws Exception {
    assertThat(get("/metrics").body())
        .contains("# HELP alphazero_test_games_total Games of a test")
        .contains("alphazero_test_games_total 12.0")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    assertThat(get("/health/ready/x").statusCode()).isEqualTo(404);
    assertThat(get("/").statusCode()).isEqualTo(404);
    HttpRequest post =
        HttpRequest.newBuilder(uri("/progress")).POST(BodyPublishers.ofString("x")).build();
    assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + http.port() + path);
  }
}
