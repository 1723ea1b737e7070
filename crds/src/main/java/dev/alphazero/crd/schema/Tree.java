package dev.alphazero.crd.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Resources as plain values nested in maps, addressed by paths such as `search.simulations`. A
/// leaf is everything that is not a map with string keys; a list is one leaf.
public final class Tree {
  private Tree() {}

  /// Returns `base` with every leaf of `over` put on top; both stay as they are.
  public static Map<String, Object> overlay(Map<String, Object> base, Map<String, Object> over) {
    Map<String, Object> merged = new LinkedHashMap<>(base);
    over.forEach(
        (key, value) -> {
          Object below = merged.get(key);
          merged.put(
              key,
              below instanceof Map<?, ?> && value instanceof Map<?, ?>
                  ? overlay(map(below), map(value))
                  : value);
        });
    return merged;
  }

  /// Returns the value at a path, or null.
  public static @Nullable Object at(Map<String, Object> tree, String path) {
    Object value = tree;
    for (String name : path.split("\\.", -1)) {
      if (!(value instanceof Map<?, ?> map)) {
        return null;
      }
      value = map.get(name);
    }
    return value;
  }

  /// Puts a value at a path and makes the maps on the way.
  public static void put(Map<String, Object> tree, String path, Object value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      tree.put(path, value);
      return;
    }
    Object below = tree.computeIfAbsent(path.substring(0, dot), _ -> new LinkedHashMap<>());
    put(map(below), path.substring(dot + 1), value);
  }

  /// Visits the leaves with their paths, in order.
  public static void forEachLeaf(
      Map<String, Object> tree, BiConsumer<String, @Nullable Object> visitor) {
    visit(tree, "", visitor);
  }

  private static void visit(
      Map<String, Object> tree, String prefix, BiConsumer<String, @Nullable Object> visitor) {
    tree.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?>) {
            visit(map(value), prefix + key + ".", visitor);
          } else {
            visitor.accept(prefix + key, value);
          }
        });
  }

  /// Returns a value that is known to be a map of a resource.
  @SuppressWarnings("unchecked") // every map of a resource has strings as keys
  public static Map<String, Object> map(@Nullable Object value) {
    if (!(value instanceof Map<?, ?>)) {
      throw new IllegalArgumentException("a value must be a map, value=" + value);
    }
    return (Map<String, Object>) value;
  }
}
