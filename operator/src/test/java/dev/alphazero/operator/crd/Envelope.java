package dev.alphazero.operator.crd;

import static dev.alphazero.operator.crd.CrdFiles.property;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The outer fields of the resources, and how lists and maps merge when several write them.
final class Envelope {
  private Envelope() {}

  static void training(JSONSchemaProps root) {
    outer(
        root,
        "A training: a network learns to play a game by playing against itself. Name the game; everything else has a default that fits the game and the GPUs of the cluster.",
        "What is to be learned, and how. What is not set comes from the profile, from the game's defaults or from the built-in ones, in that order; status.profile.settings shows every value. The operator never writes here.");
    property(root, "status")
        .setDescription("How the training goes, as the operator saw it last. Written by it alone.");
    keyedBy(property(root, "status.conditions"), "type");
    List.of("progress.readAt", "checkpoint.time", "finish.time")
        .forEach(time -> property(root, "status." + time).setFormat("date-time"));
    property(property(root, "status.conditions").getItems().getSchema(), "lastTransitionTime")
        .setFormat("date-time");
    JSONSchemaProps settings = property(root, "status.profile.settings");
    JSONSchemaProps origins = property(root, "status.profile.origins");
    settings.setXKubernetesMapType("atomic");
    origins.setXKubernetesMapType("atomic");
    // The generator takes settings() for a setter and loses the bound of its values.
    settings.setAdditionalProperties(origins.getAdditionalProperties());
    for (String role : List.of("actor", "inference", "learner")) {
      keyedBy(property(root, "spec.pods." + role + ".env"), "name");
      keyedBy(
          property(root, "spec.pods." + role + ".topologySpreadConstraints"),
          "topologyKey",
          "whenUnsatisfiable");
    }
    keyedBy(property(root, "spec.pullSecrets"), "name");
  }

  static void profile(JSONSchemaProps root) {
    outer(
        root,
        "A profile: sizes that fit a kind of hardware. It takes the place of the built-in profile of the same name (high, mid, low, cpu), or adds one that trainings name in spec.profile. A training keeps what it read when it started.",
        "The sizes. What is not set here comes from the game's defaults or from the built-in ones.");
    // The generator cannot see that there is none.
    root.getProperties().remove("status");
  }

  private static void outer(JSONSchemaProps root, String description, String spec) {
    property(root, "spec").setDescription(spec);
    Map<String, JSONSchemaProps> fields = new LinkedHashMap<>();
    fields.put("apiVersion", text("Version of this format, for example alphazero.dev/v1alpha1."));
    fields.put("kind", text("Kind of this resource."));
    fields.put("metadata", metadata());
    fields.putAll(root.getProperties());
    root.setDescription(description);
    root.setRequired(List.of("spec"));
    root.setProperties(fields);
  }

  /// Kubernetes knows metadata; its name is there so that a rule can point at it.
  private static JSONSchemaProps metadata() {
    return new JSONSchemaPropsBuilder()
        .withType("object")
        .addToProperties("name", new JSONSchemaPropsBuilder().withType("string").build())
        .build();
  }

  private static JSONSchemaProps text(String description) {
    return new JSONSchemaPropsBuilder().withType("string").withDescription(description).build();
  }

  /// No two items have the same keys, as in the pods that they are written to.
  private static void keyedBy(JSONSchemaProps list, String... keys) {
    list.setXKubernetesListType("map");
    list.setXKubernetesListMapKeys(List.of(keys));
  }
}
