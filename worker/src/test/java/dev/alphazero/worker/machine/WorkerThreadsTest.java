package dev.alphazero.worker.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WorkerThreadsTest {
  @Test
  void aFailureWaitsForTheOtherThreads() {
    Thread caller = Thread.currentThread();
    AtomicBoolean ended = new AtomicBoolean();
    try (WorkerThreads threads = new WorkerThreads(2)) {
      assertThatThrownBy(
              () ->
                  threads.all(
                      thread -> {
                        if (thread == 0) {
                          throw new IllegalStateException("the first thread fails");
                        }
                        while (caller.getState() != Thread.State.WAITING) {
                          Thread.onSpinWait();
                        }
                        ended.set(true);
                        return true;
                      }))
          .hasMessage("the first thread fails");
      assertThat(ended).isTrue();
      assertThat(threads.all(thread -> thread)).containsExactly(0, 1);
    }
  }

  @Test
  void anInterruptIsKeptForLater() {
    try (WorkerThreads threads = new WorkerThreads(3)) {
      Thread.currentThread().interrupt();
      assertThat(threads.first(2, thread -> thread)).containsExactly(0, 1);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
