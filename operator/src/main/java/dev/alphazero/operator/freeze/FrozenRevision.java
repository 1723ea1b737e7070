package dev.alphazero.operator.freeze;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alphazero.crd.json.Sha256;
import dev.alphazero.crd.json.StrictJson;
import dev.alphazero.crd.resolve.SettingsJson;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.Frozen.FrozenRole;
import dev.alphazero.operator.resolve.Snapshot;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What was frozen, as a ControllerRevision: its data cannot be changed, so that neither an
/// operator nor a person edits it by mistake. The name says the content; the highest revision
/// number is what runs.
public final class FrozenRevision {
  private FrozenRevision() {}

  /// Returns the revision that holds what was frozen.
  ///
  /// @param existing the training's revisions; the new one follows them, or is the newest of them
  ///   if it holds the same
  /// @param owner the training
  public static ControllerRevision of(
      Frozen frozen,
      RoleInputs.Training training,
      OwnerReference owner,
      Map<String, String> labels,
      Collection<ControllerRevision> existing) {
    ObjectNode data = write(frozen);
    String name = training.name() + "-" + Sha256.shortOf(StrictJson.canonical(data));
    return new ControllerRevisionBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(training.namespace())
        .withLabels(labels)
        .withOwnerReferences(owner)
        .endMetadata()
        .withRevision(number(name, existing))
        .withData(data)
        .build();
  }

  /// Returns the revision that runs.
  public static Optional<ControllerRevision> newest(Collection<ControllerRevision> revisions) {
    return revisions.stream()
        .max(
            Comparator.comparing(ControllerRevision::getRevision)
                .thenComparing(revision -> revision.getMetadata().getName()));
  }

  /// Returns what a revision holds.
  ///
  /// @throws FrozenException if it is damaged or from a newer operator
  public static Frozen read(ControllerRevision revision) {
    String name = revision.getMetadata().getName();
    JsonNode data = json().valueToTree(revision.getData());
    int version = data.path("version").asInt(0);
    if (version != Frozen.VERSION) {
      throw new FrozenException(
          name, "version must be %d, version=%s".formatted(Frozen.VERSION, data.path("version")));
    }
    try {
      Document document = SettingsJson.readKept(data, Document.class);
      Map<Role, FrozenRole> roles = new EnumMap<>(Role.class);
      document.roles().forEach((role, of) -> roles.put(role, of.frozen()));
      return new Frozen(version, document.snapshot(), roles);
    } catch (IllegalArgumentException e) {
      throw new FrozenException(name, String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode write(Frozen frozen) {
    Map<Role, RoleDocument> roles = new EnumMap<>(Role.class);
    frozen.roles().forEach((role, of) -> roles.put(role, RoleDocument.of(of)));
    return (ObjectNode) StrictJson.node(new Document(frozen.version(), frozen.snapshot(), roles));
  }

  private static long number(String name, Collection<ControllerRevision> existing) {
    return newest(existing)
        .map(
            revision ->
                revision.getMetadata().getName().equals(name)
                    ? revision.getRevision()
                    : revision.getRevision() + 1)
        .orElse(1L);
  }

  private static ObjectMapper json() {
    return Serialization.jsonMapper();
  }

  /// The data's form.
  private record Document(int version, Snapshot snapshot, Map<Role, RoleDocument> roles) {}

  private record RoleDocument(
      String inputsHash, String workerYaml, String configMap, JsonNode template) {
    static RoleDocument of(FrozenRole role) {
      return new RoleDocument(
          role.inputsHash(),
          role.workerYaml(),
          role.configMap(),
          json().valueToTree(role.template()));
    }

    FrozenRole frozen() {
      try {
        return new FrozenRole(
            inputsHash, workerYaml, configMap, json().treeToValue(template, PodTemplateSpec.class));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("template: " + e.getOriginalMessage(), e);
      }
    }
  }
}
