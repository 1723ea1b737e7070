package dev.alphazero.operator.observe;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.operator.policy.NamedObject;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Watches the objects that trainings may name: those with the label `NamedObject.LABEL`, and of
/// them the label alone is kept. What has no label is never read.
final class NamedObjects {
  private final List<InformerEventSource<?, AlphaZeroTraining>> sources;

  /// @param trainingsOf the trainings of a namespace
  NamedObjects(
      EventSourceContext<AlphaZeroTraining> context,
      Function<String, Set<ResourceID>> trainingsOf) {
    sources =
        List.of(
            watch(Secret.class, context, trainingsOf),
            watch(ConfigMap.class, context, trainingsOf),
            watch(ServiceAccount.class, context, trainingsOf));
  }

  List<InformerEventSource<?, AlphaZeroTraining>> sources() {
    return sources;
  }

  /// Returns what the training may name.
  Set<NamedObject> allowed(AlphaZeroTraining training) {
    String name = training.getMetadata().getName();
    return sources.stream()
        .flatMap(source -> in(source, training.getMetadata().getNamespace()))
        .filter(object -> NamedObject.allows(labelOf(object), name))
        .map(object -> new NamedObject(object.getKind(), object.getMetadata().getName()))
        .collect(Collectors.toSet());
  }

  private static <T extends HasMetadata> Stream<T> in(
      InformerEventSource<T, AlphaZeroTraining> source, String namespace) {
    return source.list(namespace, _ -> true);
  }

  private static <T extends HasMetadata> InformerEventSource<T, AlphaZeroTraining> watch(
      Class<T> kind,
      EventSourceContext<AlphaZeroTraining> context,
      Function<String, Set<ResourceID>> trainingsOf) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(kind, AlphaZeroTraining.class)
            .withName("Named" + kind.getSimpleName())
            .withLabelSelector(NamedObject.LABEL)
            .withItemStore(new SlimStore<>(NamedObjects::slim))
            .withOnUpdateFilter((now, old) -> !labelOf(now).equals(labelOf(old)))
            .withSecondaryToPrimaryMapper(
                object -> trainingsOf.apply(object.getMetadata().getNamespace()))
            .withPrimaryToSecondaryMapper((AlphaZeroTraining _) -> Set.of())
            .build(),
        context);
  }

  private static String labelOf(HasMetadata object) {
    return object.getMetadata().getLabels().getOrDefault(NamedObject.LABEL, "");
  }

  private static <T extends HasMetadata> T slim(T object) {
    switch (object) {
      case Secret secret -> {
        secret.setData(null);
        secret.setStringData(null);
      }
      case ConfigMap map -> {
        map.setData(null);
        map.setBinaryData(null);
      }
      default -> {}
    }
    object.getMetadata().setAnnotations(Map.of());
    return SlimStore.withoutManagedFields(object);
  }
}
