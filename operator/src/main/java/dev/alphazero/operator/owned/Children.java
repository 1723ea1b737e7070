package dev.alphazero.operator.owned;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.role.Role;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Names, labels and owner of a training's children.
public final class Children {
  /// Label that every child and every pod has: the training's name.
  public static final String TRAINING = "alphazero.dev/training";

  /// Label that tells the roles apart.
  public static final String COMPONENT = "app.kubernetes.io/component";

  /// Label that every child has, with the value `MANAGER`; informers select by it.
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  public static final String MANAGER = "alphazero-operator";

  /// Annotation that says what a volume was made for; `ClaimFacts.belongsTo` is its value.
  public static final String BELONGS_TO = "alphazero.dev/belongs-to";

  private Children() {}

  /// Returns the name of a role's Deployment, StatefulSet, Service and budget.
  public static String name(String training, Role role) {
    return training + "-" + role.text();
  }

  /// Returns the name of the learner's volume claim.
  public static String claim(String training) {
    return training + "-data";
  }

  /// Returns the name of the Secret with the certificate authority.
  public static String authoritySecret(String training) {
    return training + "-ca";
  }

  /// Returns the name of the Secret with the roles' certificates.
  public static String certificatesSecret(String training) {
    return training + "-tls";
  }

  /// Returns the labels of a child that belongs to no role.
  public static Map<String, String> labels(String training) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("app.kubernetes.io/name", "alphazero");
    labels.put("app.kubernetes.io/instance", training);
    labels.put("app.kubernetes.io/part-of", "alphazero");
    labels.put(MANAGED_BY, MANAGER);
    labels.put(TRAINING, training);
    return labels;
  }

  /// Returns the labels of a role's child.
  public static Map<String, String> labels(String training, Role role) {
    Map<String, String> labels = labels(training);
    labels.put(COMPONENT, role.text());
    return labels;
  }

  /// Returns the labels that select a role's pods. Selectors cannot change, so this never does.
  public static Map<String, String> selector(String training, Role role) {
    return new TreeMap<>(Map.of(TRAINING, training, COMPONENT, role.text()));
  }

  /// Returns the same as text, for commands and the scale sub-resource.
  public static String selectorText(String training, Role role) {
    return selector(training, role).entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }

  /// Returns the reference that removes a child with its training.
  public static OwnerReference owner(AlphaZeroTraining training) {
    return new OwnerReferenceBuilder()
        .withApiVersion(AlphaZeroTraining.GROUP + "/" + AlphaZeroTraining.VERSION)
        .withKind("AlphaZeroTraining")
        .withName(training.getMetadata().getName())
        .withUid(training.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  /// Returns the metadata of an owned child that belongs to no role.
  public static ObjectMeta metadata(AlphaZeroTraining training, String name) {
    return metadata(training, name, labels(training.getMetadata().getName()));
  }

  /// Returns the metadata of a role's owned child.
  public static ObjectMeta metadata(AlphaZeroTraining training, String name, Role role) {
    return metadata(training, name, labels(training.getMetadata().getName(), role));
  }

  private static ObjectMeta metadata(
      AlphaZeroTraining training, String name, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(training.getMetadata().getNamespace())
        .withLabels(labels)
        .withOwnerReferences(owner(training))
        .build();
  }
}
