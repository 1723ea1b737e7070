package dev.alphazero.crd.resolve;

import dev.alphazero.crd.Device;
import dev.alphazero.crd.schema.Tree;
import dev.alphazero.crd.schema.Values;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Layers, the strongest first, seen as one specification.
final class Layers implements Values {
  private final List<Layer> layers;
  private final Map<String, Object> merged;

  Layers(List<Layer> layers) {
    this.layers = List.copyOf(layers);
    Map<String, Object> sum = new LinkedHashMap<>();
    for (Layer layer : layers.reversed()) {
      sum = Tree.overlay(sum, layer.values());
    }
    merged = sum;
  }

  /// Returns these layers below one more.
  Layers under(Layer strongest) {
    return new Layers(Stream.concat(Stream.of(strongest), layers.stream()).toList());
  }

  Map<String, Object> merged() {
    return merged;
  }

  @Override
  public @Nullable Object at(String path) {
    return Tree.at(merged, path);
  }

  /// Returns the origin of the value at a path: the strongest layer that has it.
  Origin originOf(String path) {
    for (Layer layer : layers) {
      if (layer.has(path)) {
        return layer.origin().apply(path);
      }
    }
    return new Origin.Default();
  }

  @Override
  public boolean isSet(String path) {
    return at(path) != null && originOf(path).isWritten();
  }

  /// Returns the part of the values that a record of settings has components for.
  ///
  /// @throws IllegalStateException if no layer has a value: the shipped data are incomplete
  Map<String, Object> shapedLike(Class<?> settings) {
    return shaped(merged, settings, "");
  }

  private static Map<String, Object> shaped(
      Map<String, Object> values, Class<?> type, String prefix) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      // The only component whose name is not the field's: `final` is a word of the language.
      String name = component.getName().equals("finalValue") ? "final" : component.getName();
      Object value = values.get(name);
      if (value == null && component.getType() != OptionalDouble.class) {
        throw new IllegalStateException("a setting must have a default, path=" + prefix + name);
      }
      result.put(
          name,
          // A device is a record too, written as one text.
          component.getType().isRecord() && component.getType() != Device.class
              ? shaped(Tree.map(value), component.getType(), prefix + name + ".")
              : value);
    }
    return result;
  }
}
