package dev.alphazero.worker.network.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class NativeThreadsTest {
  /// Neither of the two has run an operator when it sets its number: the library loads elsewhere.
  @Test
  void eachThreadKeepsItsOwnNumber() {
    NativeThreads.get();
    try (ExecutorService first = Executors.newSingleThreadExecutor();
        ExecutorService second = Executors.newSingleThreadExecutor()) {
      CompletableFuture.runAsync(() -> NativeThreads.set(1), first).join();
      CompletableFuture.runAsync(() -> NativeThreads.set(2), second).join();
      assertThat(CompletableFuture.supplyAsync(NativeThreads::get, first).join()).isEqualTo(1);
      assertThat(CompletableFuture.supplyAsync(NativeThreads::get, second).join()).isEqualTo(2);
    }
  }

  @Test
  void thereIsAtLeastOne() {
    assertThatThrownBy(() -> NativeThreads.set(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("native threads must be positive, threads=0");
  }
}
