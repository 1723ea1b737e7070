package dev.alphazero.operator.observe;

import dev.alphazero.crd.AlphaZeroProfile;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.operator.gpu.NodeFacts;
import dev.alphazero.operator.gpu.NodeReader;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.owned.Ownership;
import dev.alphazero.operator.policy.NamespaceSelector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything that is watched, one watch a kind. A change wakes the trainings that it concerns.
public final class Watches {
  /// The kinds of children that the operator writes; pods are made by others.
  public static final List<Class<? extends HasMetadata>> CHILDREN =
      List.of(
          ControllerRevision.class,
          ServiceAccount.class,
          Secret.class,
          ConfigMap.class,
          NetworkPolicy.class,
          PersistentVolumeClaim.class,
          Service.class,
          PodDisruptionBudget.class,
          Deployment.class,
          StatefulSet.class);

  private static final GroupVersionKind POD_MONITOR =
      new GroupVersionKind("monitoring.coreos.com", "v1", "PodMonitor");

  private final EventSourceContext<AlphaZeroTraining> context;
  private final SlimStore<Node> nodes = new SlimStore<>(Watches::slim);
  private final Set<Child> appearing = ConcurrentHashMap.newKeySet();
  private volatile NodesRead nodesRead = new NodesRead(-1, List.of());
  private final Map<Class<?>, InformerEventSource<?, AlphaZeroTraining>> sources =
      new LinkedHashMap<>();
  private final List<InformerEventSource<Event, AlphaZeroTraining>> refusals = new ArrayList<>();
  private final NamedObjects named;

  /// @param access what the operator may read of the whole cluster
  /// @param podMonitors whether trainings have a PodMonitor
  /// @param namespaces whether labels of namespaces are read
  public Watches(
      EventSourceContext<AlphaZeroTraining> context,
      ClusterAccess access,
      boolean podMonitors,
      boolean namespaces) {
    this.context = context;
    this.named = new NamedObjects(context, this::trainingsOf);
    CHILDREN.stream()
        .filter(kind -> kind != PersistentVolumeClaim.class)
        .forEach(this::watchChildren);
    watchChildren(
        PersistentVolumeClaim.class, SlimStore::withoutManagedFields, Watches::isMoreThanProtected);
    if (podMonitors) {
      watchPodMonitors();
    }
    watchChildren(
        Pod.class, Watches::slim, (now, old) -> !PodReader.read(now).equals(PodReader.read(old)));
    watchRefusals(RefusedPods.STATEFUL_SET);
    watchRefusals(RefusedPods.REPLICA_SET);
    if (access.nodes()) {
      watchCluster(Node.class, nodes, (now, old) -> !NodeReader.of(now).equals(NodeReader.of(old)));
    }
    if (access.profiles()) {
      watchCluster(
          AlphaZeroProfile.class,
          new SlimStore<>(SlimStore::withoutManagedFields),
          (now, old) -> !now.getSpec().equals(old.getSpec()));
    }
    if (access.storageClasses()) {
      watchCluster(
          StorageClass.class,
          new SlimStore<>(SlimStore::withoutManagedFields),
          (now, old) -> !StorageClasses.named(now).equals(StorageClasses.named(old)));
    }
    if (namespaces) {
      watchNamespaces();
    }
  }

  /// Returns the event sources, to be registered.
  public List<InformerEventSource<?, AlphaZeroTraining>> sources() {
    return Stream.of(sources.values(), refusals, named.sources())
        .<InformerEventSource<?, AlphaZeroTraining>>flatMap(Collection::stream)
        .toList();
  }

  /// Returns the events of the last hour that tell of pods that workloads of the training's names
  /// could not make.
  List<Event> refusals(AlphaZeroTraining training) {
    return refusals.stream()
        .flatMap(source -> source.getSecondaryResources(training).stream())
        .toList();
  }

  /// Returns whether objects of a kind are watched.
  boolean has(Class<? extends HasMetadata> kind) {
    return sources.containsKey(kind);
  }

  /// Returns the training's objects of a kind.
  <T extends HasMetadata> Set<T> of(AlphaZeroTraining training, Class<T> kind) {
    return source(kind).getSecondaryResources(training);
  }

  /// Returns the children that the operator writes, by their labels: not all need be the
  /// training's.
  List<HasMetadata> children(AlphaZeroTraining training) {
    List<HasMetadata> children = new ArrayList<>();
    CHILDREN.forEach(kind -> children.addAll(of(training, kind)));
    if (has(GenericKubernetesResource.class)) {
      children.addAll(of(training, GenericKubernetesResource.class));
    }
    return children;
  }

  /// Returns what others say the training may do.
  Permissions permissions(AlphaZeroTraining training) {
    return new Permissions(
        labelsOf(training.getMetadata().getNamespace()), named.allowed(training));
  }

  /// A namespace that is newer than its watch is reported in a moment, and wakes its trainings.
  private Map<String, String> labelsOf(String namespace) {
    if (!has(Namespace.class)) {
      return Map.of(NamespaceSelector.NAME, namespace);
    }
    return source(Namespace.class)
        .get(new ResourceID(namespace))
        .orElseThrow(
            () -> new IllegalStateException("a namespace must be seen, namespace=" + namespace))
        .getMetadata()
        .getLabels();
  }

  /// The facts of all nodes, and the version of the store that they were read from.
  private record NodesRead(long version, List<NodeFacts> facts) {}

  /// Returns the facts of all nodes, by name. They are read again only when a node has changed: a
  /// cluster has thousands, and each reconciliation asks.
  List<NodeFacts> nodes() {
    NodesRead last = nodesRead;
    long version = nodes.version();
    if (last.version != version) {
      last =
          new NodesRead(
              version,
              all(Node.class)
                  .map(NodeReader::of)
                  .sorted(Comparator.comparing(NodeFacts::name))
                  .toList());
      nodesRead = last;
    }
    return last.facts;
  }

  /// Returns all objects of a kind.
  <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    return source(kind).list(_ -> true);
  }

  /// Children that a reconciliation creates: that they appear meanwhile is no news to it.
  public Creating creating(Collection<? extends HasMetadata> children) {
    Set<Child> all = children.stream().map(Child::of).collect(Collectors.toSet());
    appearing.addAll(all);
    return () -> appearing.removeAll(all);
  }

  /// Lasts while children are created.
  public interface Creating extends AutoCloseable {
    @Override
    void close();
  }

  private record Child(Class<?> kind, ResourceID id) {
    static Child of(HasMetadata object) {
      return new Child(object.getClass(), ResourceID.fromResource(object));
    }
  }

  /// Remembers what was written, so that the next reconciliation sees it before the watch tells. If
  /// the watch was faster, it knows this or something newer.
  public <T extends HasMetadata> void remember(T written) {
    @SuppressWarnings("unchecked") // the class of an object is its kind
    InformerEventSource<T, AlphaZeroTraining> source = source((Class<T>) written.getClass());
    ResourceID id = ResourceID.fromResource(written);
    T known = source.get(id).orElse(null);
    if (known == null) {
      source.handleRecentResourceCreate(id, written);
    } else if (version(written) > version(known)) {
      source.handleRecentResourceUpdate(id, written, known);
    }
  }

  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }

  @SuppressWarnings("unchecked") // put under the class of its objects
  private <T extends HasMetadata> InformerEventSource<T, AlphaZeroTraining> source(Class<T> kind) {
    InformerEventSource<?, AlphaZeroTraining> source = sources.get(kind);
    if (source == null) {
      throw new IllegalArgumentException("kind must be watched, kind=" + kind.getSimpleName());
    }
    return (InformerEventSource<T, AlphaZeroTraining>) source;
  }

  private <T extends HasMetadata> void watchChildren(Class<T> kind) {
    watchChildren(kind, SlimStore::withoutManagedFields, (_, _) -> true);
  }

  private <T extends HasMetadata> void watchChildren(
      Class<T> kind, UnaryOperator<T> slim, BiPredicate<T, T> matters) {
    sources.put(
        kind,
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(kind, AlphaZeroTraining.class)
                .withName(kind.getSimpleName())
                .withLabelSelector(Children.MANAGED_BY + "=" + Children.MANAGER)
                .withItemStore(new SlimStore<>(slim))
                .withOnAddFilter(child -> !appearing.contains(Child.of(child)))
                .withOnUpdateFilter(matters::test)
                .withSecondaryToPrimaryMapper(Watches::trainingOf)
                .build(),
            context));
  }

  /// Each repetition counts: it says that the pods are refused still.
  private void watchRefusals(String kind) {
    refusals.add(
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Event.class, AlphaZeroTraining.class)
                .withName("RefusedPodsOf" + kind)
                .withFieldSelector(
                    new FieldSelectorBuilder()
                        .withField("involvedObject.kind", kind)
                        .withField("reason", RefusedPods.REASON)
                        .build())
                .withItemStore(new SlimStore<>(Watches::slim))
                .withSecondaryToPrimaryMapper(
                    event -> RefusedPods.trainingOf(event).map(Set::of).orElse(Set.of()))
                .build(),
            context));
  }

  /// The only kind whose model is not among our dependencies.
  private void watchPodMonitors() {
    sources.put(
        GenericKubernetesResource.class,
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(POD_MONITOR, AlphaZeroTraining.class)
                .withName(POD_MONITOR.getKind())
                .withLabelSelector(Children.MANAGED_BY + "=" + Children.MANAGER)
                .withItemStore(new SlimStore<>(SlimStore::withoutManagedFields))
                .withOnAddFilter(child -> !appearing.contains(Child.of(child)))
                .withSecondaryToPrimaryMapper(Watches::trainingOf)
                .build(),
            context));
  }

  private void watchNamespaces() {
    sources.put(
        Namespace.class,
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Namespace.class, AlphaZeroTraining.class)
                .withName(Namespace.class.getSimpleName())
                .withWatchAllNamespaces()
                .withFollowControllerNamespacesChanges(false)
                .withItemStore(new SlimStore<>(SlimStore::withoutManagedFields))
                .withOnUpdateFilter(
                    (now, old) ->
                        !now.getMetadata().getLabels().equals(old.getMetadata().getLabels()))
                .withSecondaryToPrimaryMapper(
                    namespace -> trainingsOf(namespace.getMetadata().getName()))
                .withPrimaryToSecondaryMapper((AlphaZeroTraining _) -> Set.of())
                .build(),
            context));
  }

  private Set<ResourceID> trainingsOf(String namespace) {
    return context
        .getPrimaryCache()
        .list(namespace)
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  /// A change of the cluster may concern any training; one that nothing follows from costs no
  /// write.
  private <T extends HasMetadata> void watchCluster(
      Class<T> kind, SlimStore<T> store, BiPredicate<T, T> matters) {
    sources.put(
        kind,
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(kind, AlphaZeroTraining.class)
                .withName(kind.getSimpleName())
                .withWatchAllNamespaces()
                .withFollowControllerNamespacesChanges(false)
                .withItemStore(store)
                .withOnUpdateFilter(matters::test)
                .withSecondaryToPrimaryMapper(
                    _ ->
                        context
                            .getPrimaryCache()
                            .list()
                            .map(ResourceID::fromResource)
                            .collect(Collectors.toSet()))
                .withPrimaryToSecondaryMapper((AlphaZeroTraining _) -> Set.of())
                .build(),
            context));
  }

  /// Kubernetes gives each new claim a finalizer.
  private static boolean isMoreThanProtected(PersistentVolumeClaim now, PersistentVolumeClaim old) {
    return !ClaimReader.read(now).equals(ClaimReader.read(old))
        || !now.getSpec().equals(old.getSpec())
        || !withoutFinalizers(now.getMetadata()).equals(withoutFinalizers(old.getMetadata()));
  }

  private static ObjectMeta withoutFinalizers(ObjectMeta metadata) {
    return new ObjectMetaBuilder(metadata).withFinalizers().withResourceVersion(null).build();
  }

  private static Set<ResourceID> trainingOf(HasMetadata child) {
    return Ownership.trainingOf(child)
        .map(name -> Set.of(new ResourceID(name, child.getMetadata().getNamespace())))
        .orElse(Set.of());
  }

  private static Node slim(Node node) {
    node.getMetadata().setManagedFields(null);
    node.getMetadata().setAnnotations(Map.of());
    node.getStatus().setImages(null);
    node.getStatus()
        .setConditions(
            node.getStatus().getConditions().stream()
                .filter(c -> c.getType().equals("Ready"))
                .toList());
    return node;
  }

  /// Others' events are not read.
  private static Event slim(Event event) {
    event.getMetadata().setManagedFields(null);
    if (RefusedPods.trainingOf(event).isEmpty()) {
      event.setMessage(null);
    }
    return event;
  }

  private static Pod slim(Pod pod) {
    pod.getMetadata().setManagedFields(null);
    pod.getMetadata().setAnnotations(Map.of());
    pod.setSpec(null);
    return pod;
  }
}
