package dev.alphazero.operator.live;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// An operator's connection to the API server: tells what was asked, and breaks when it is told to.
final class Wire implements Interceptor {
  private static final List<String> READS = List.of("GET", "HEAD");

  /// A request of the operator.
  ///
  /// @param path without the query
  /// @param watch whether it watches
  record Request(String method, String path, boolean watch) {
    /// Returns whether it changes an object of a training, or an event: questions about rights and
    /// the election of a leader do not.
    boolean isWrite() {
      return !READS.contains(method)
          && !path.startsWith("/apis/authorization.k8s.io/")
          && !path.startsWith("/apis/coordination.k8s.io/");
    }
  }

  /// What the server answered.
  record Answer(Request request, int code) {}

  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicInteger> writesLeft = new ConcurrentHashMap<>();

  /// Breaks for a training before the write that comes after this many, as if the operator ended
  /// there. Events tell their training only in the body: they do not count.
  void breakAfter(String training, int writes) {
    writesLeft.put(training, new AtomicInteger(writes));
  }

  /// Returns whether it has broken for a training.
  boolean isBroken(String training) {
    AtomicInteger left = writesLeft.get(training);
    return left != null && left.get() < 0;
  }

  /// Returns how many writes named a training.
  int writes(String training) {
    return (int) writes().stream().filter(write -> write.path().contains("/" + training)).count();
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<Request> writes() {
    return requests.stream().filter(Request::isWrite).toList();
  }

  /// Returns what was answered to requests other than watches.
  List<Answer> answers() {
    return List.copyOf(answers);
  }

  void forget() {
    requests.clear();
    answers.clear();
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    Request asked = read(request);
    writesLeft.forEach(
        (training, left) -> {
          if (asked.path().contains("/" + training)) {
            breakIfDue(asked, left);
          }
        });
    requests.add(asked);
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    answers.add(new Answer(read(request), response.code()));
  }

  private static Request read(HttpRequest request) {
    return new Request(
        request.method(),
        request.uri().getPath(),
        String.valueOf(request.uri().getQuery()).contains("watch=true"));
  }

  private static void breakIfDue(Request asked, AtomicInteger left) {
    if (left.get() < 0 || (asked.isWrite() && left.getAndDecrement() <= 0)) {
      left.set(-1);
      throw new IllegalStateException("the wire is broken");
    }
  }
}
