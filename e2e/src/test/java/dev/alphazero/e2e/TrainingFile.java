package dev.alphazero.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/// A training from `examples/`, with other values where a test needs them.
final class TrainingFile {
  private final GenericKubernetesResource resource;

  private TrainingFile(GenericKubernetesResource resource) {
    this.resource = resource;
  }

  /// Reads a file, for example `cluster/tic-tac-toe-cpu.yaml`, for pods small enough for a machine
  /// of two cores: what they ask for is little, what they may use is not.
  static TrainingFile of(String example) {
    try {
      String text = Files.readString(Command.ROOT.resolve("examples").resolve(example));
      TrainingFile file =
          new TrainingFile(Serialization.unmarshal(text, GenericKubernetesResource.class));
      for (String role : new String[] {"actor", "inference", "learner"}) {
        file.with("pods." + role + ".resources.cpu", "50m")
            .with("pods." + role + ".resources.memory", role.equals("learner") ? "2Gi" : "1Gi");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Tic-tac-toe with pods of every role: so many inference pods and actors, and a learner.
  static TrainingFile ticTacToe(int inference, int actors) {
    return of("cluster/tic-tac-toe-cpu.yaml")
        .with("inference.placement", "shared")
        .with("inference.replicas", inference)
        .with("actors.replicas", actors)
        .with("actors.autoscaling.mode", "Disabled");
  }

  TrainingFile named(String name) {
    resource.getMetadata().setName(name);
    return this;
  }

  /// Sets a field of the spec.
  ///
  /// @param path names with dots between them, for example `search.simulations`
  TrainingFile with(String path, Object value) {
    String[] names = path.split("\\.");
    Map<String, Object> at = map(resource.getAdditionalProperties(), "spec");
    for (int i = 0; i < names.length - 1; i++) {
      at = map(at, names[i]);
    }
    at.put(names[names.length - 1], value);
    return this;
  }

  String name() {
    return resource.getMetadata().getName();
  }

  String yaml() {
    return Serialization.asYaml(resource);
  }

  @SuppressWarnings("unchecked") // What is not a map is not a path of the spec.
  private static Map<String, Object> map(Map<String, Object> parent, String name) {
    return (Map<String, Object>)
        parent.computeIfAbsent(name, _ -> new LinkedHashMap<String, Object>());
  }
}
