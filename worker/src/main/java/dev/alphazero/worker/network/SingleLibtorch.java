package dev.alphazero.worker.network;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A process can hold one libtorch: the loader takes a second one's libraries, which have the same
/// names, for the first one's.
public final class SingleLibtorch {
  private static final AtomicReference<@Nullable String> LOADED = new AtomicReference<>();

  private SingleLibtorch() {}

  /// Claims the one that is about to be loaded.
  ///
  /// @throws IllegalStateException if another one is
  public static void claim(String libtorch) {
    String before = LOADED.compareAndExchange(null, libtorch);
    if (before != null && !before.equals(libtorch)) {
      throw new IllegalStateException(
          "a process can hold one libtorch: %s is loaded, %s is wanted"
              .formatted(before, libtorch));
    }
  }

  /// Gives a claim back whose libtorch could not be loaded: another may be.
  public static void release(String libtorch) {
    LOADED.compareAndSet(libtorch, null);
  }
}
