package dev.alphazero.crd.resolve;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.alphazero.crd.json.JsonMappers;
import dev.alphazero.crd.schema.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Some values, and where they come from; layers lie on top of each other.
///
/// @param values what is set, nested as in the specification
/// @param origin the origin of the value at a path
record Layer(Map<String, Object> values, Function<String, Origin> origin) {
  /// Returns the layer of a specification's or profile's record.
  static Layer of(Object spec, Function<String, Origin> origin) {
    return new Layer(JsonMappers.PLAIN.convertValue(spec, new TypeReference<>() {}), origin);
  }

  static Layer of(Object spec, Origin origin) {
    return of(spec, _ -> origin);
  }

  /// Returns what `device` says of both roles, to be put below this layer.
  Layer devices() {
    Object device = Tree.at(values, Devices.BOTH);
    Map<String, Object> roles = new LinkedHashMap<>();
    if (device != null) {
      Tree.put(roles, Devices.INFERENCE, device);
      Tree.put(roles, Devices.LEARNER, device);
    }
    return new Layer(roles, _ -> origin.apply(Devices.BOTH));
  }

  boolean has(String path) {
    return Tree.at(values, path) != null;
  }
}
