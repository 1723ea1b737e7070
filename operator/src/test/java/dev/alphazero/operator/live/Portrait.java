package dev.alphazero.operator.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alphazero.crd.AlphaZeroTraining;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A training's children and status as text, without what differs between any two trainings that
/// want the same: name, uids, versions, times, addresses, keys, and the hashes of these.
final class Portrait {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  /// What the API server and other controllers write.
  private static final List<String> NOT_OURS =
      List.of("creationTimestamp", "generation", "managedFields", "resourceVersion", "uid");

  private static final String UID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z";
  private static final String ADDRESS = "\\b\\d+\\.\\d+\\.\\d+\\.\\d+\\b";
  private static final String HASH = "(?<=-)[0-9a-f]{8}\\b|\\b([0-9a-f]{32}|[0-9a-f]{64})\\b";

  private Portrait() {}

  static String of(Stage stage, String name) {
    AlphaZeroTraining training = Objects.requireNonNull(stage.training(name), name);
    return Stream.concat(
            Stream.of("status:\n" + YAML.asYaml(training.getStatus())),
            stage.objects(name).stream().map(Portrait::text))
        .map(
            text ->
                text.replace(name, "NAME")
                    .replaceAll(UID, "UID")
                    .replaceAll(TIME, "TIME")
                    .replaceAll(ADDRESS, "ADDRESS")
                    .replaceAll(HASH, "HASH"))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static String text(HasMetadata child) {
    ObjectNode tree = YAML.convertValue(child, ObjectNode.class);
    tree.remove("status");
    tree.withObject("/metadata").remove(NOT_OURS);
    if (child.getKind().equals("Secret")) {
      ObjectNode data = tree.withObject("/data");
      List.copyOf(data.properties()).forEach(entry -> data.put(entry.getKey(), "KEY"));
    }
    return YAML.asYaml(tree);
  }
}
