package dev.alphazero.worker.pod;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.alphazero.crd.progress.ActorProgress;
import dev.alphazero.crd.progress.ProgressJson;
import dev.alphazero.crd.progress.RoleProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RoleHttpTest {
  private static final ActorProgress PROGRESS =
      new ActorProgress(RoleProgress.VERSION, 1, 2, 3, 4, 5, 6);

  /// More than there are cores, and many times what a pool of threads would have.
  private static final int HELD = 300;

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

  @Test
  void halfARequestKeepsNobodyWaitingAndIsDropped() throws Exception {
    progress = PROGRESS;
    notReady = null;
    List<String> halves =
        List.of(
            "",
            "G",
            "GET /pro",
            "GET /health/live HTTP/1.1\r\nHost: x\r\nAccept",
            "POST /progress HTTP/1.1\r\nContent-Length: 10\r\n\r\n12345",
            "POST /nowhere HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12");
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < HELD; i++) {
        held.add(send(halves.get(i % halves.size())));
      }
      for (String path : List.of("/health/live", "/health/ready", "/progress", "/metrics")) {
        assertThat(get(path).statusCode()).as(path).isEqualTo(200);
      }
      for (Socket socket : held) {
        awaitEnd(socket);
      }
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void whoDoesNotTakeTheAnswersIsDropped() throws Exception {
    byte[] request = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII);
    try (Socket socket = send("")) {
      OutputStream out = socket.getOutputStream();
      assertThatIOException()
          .isThrownBy(
              () -> {
                while (true) {
                  out.write(request); // until both sides' buffers are full
                }
              });
      assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  /// Returns a connection that has sent `text` and stays open.
  private Socket send(String text) throws IOException {
    Socket socket = new Socket("localhost", http.port());
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    return socket;
  }

  /// Returns when the other side has closed the connection, whatever it said before.
  private static void awaitEnd(Socket socket) throws IOException {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + http.port() + path);
  }
}
