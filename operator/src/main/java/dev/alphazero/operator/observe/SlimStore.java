package dev.alphazero.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/// Keeps of watched objects what is read of them; a thousand trainings have ten thousand children.
final class SlimStore<T extends HasMetadata> extends BasicItemStore<T> {
  private final UnaryOperator<T> slim;
  private final AtomicLong version = new AtomicLong();

  /// @param slim may change and return its argument
  SlimStore(UnaryOperator<T> slim) {
    super(Cache::metaNamespaceKeyFunc);
    this.slim = slim;
  }

  /// Drops who owns which field: the server alone needs it.
  static <T extends HasMetadata> T withoutManagedFields(T object) {
    object.getMetadata().setManagedFields(null);
    return object;
  }

  @Override
  public T put(String key, T object) {
    T before = super.put(key, slim.apply(object));
    version.incrementAndGet();
    return before;
  }

  @Override
  public T remove(String key) {
    T before = super.remove(key);
    version.incrementAndGet();
    return before;
  }

  /// Returns a number that grows after each change.
  long version() {
    return version.get();
  }
}
