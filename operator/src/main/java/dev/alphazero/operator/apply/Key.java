package dev.alphazero.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;

/// An object within a training's namespace.
public record Key(String kind, String name) implements Comparable<Key> {
  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::kind).thenComparing(Key::name);

  /// Returns the key of an object.
  public static Key of(HasMetadata object) {
    return new Key(object.getKind(), object.getMetadata().getName());
  }

  @Override
  public int compareTo(Key other) {
    return ORDER.compare(this, other);
  }
}
