package dev.alphazero.worker.wire.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What waits for its answer on one stream. Owned by `InferenceStreams`, whose lock guards it.
final class StreamLoad {
  private final InferenceStream stream;
  private final Map<Integer, InferenceExchange> unanswered = new HashMap<>();
  private int positions;
  private boolean retired;

  StreamLoad(InferenceStream stream) {
    this.stream = stream;
  }

  boolean hasRoom() {
    return unanswered.size() < stream.mostUnanswered();
  }

  boolean isEmpty() {
    return unanswered.isEmpty();
  }

  /// Returns the positions that wait.
  int positions() {
    return positions;
  }

  /// Adds a message.
  ///
  /// @param id differs from those of all that wait
  /// @param most positions to send; fewer are booked if the stream takes no more
  InferenceExchange book(int id, int most) {
    int count = Math.min(most, stream.mostPositions());
    InferenceExchange exchange =
        new InferenceExchange(stream, id, count, new CompletableFuture<>());
    unanswered.put(id, exchange);
    positions += count;
    return exchange;
  }

  /// Removes a message that is answered, null if none of that id waits.
  @Nullable InferenceExchange answered(int id) {
    InferenceExchange exchange = unanswered.remove(id);
    if (exchange != null) {
      positions -= exchange.count();
    }
    return exchange;
  }

  /// Remembers that nothing more is booked.
  void retire() {
    retired = true;
  }

  /// Returns whether nothing is booked any more and all is answered.
  boolean isDone() {
    return retired && isEmpty();
  }

  /// Returns all that wait.
  List<InferenceExchange> exchanges() {
    return List.copyOf(unanswered.values());
  }
}
