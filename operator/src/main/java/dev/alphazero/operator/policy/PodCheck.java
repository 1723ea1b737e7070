package dev.alphazero.operator.policy;

import dev.alphazero.crd.role.Role;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Holds the rendered pods of a role to the bounds of their namespace: a pure function. What the
/// operator renders for a training that asks for nothing is never a violation.
///
/// Checked is what was rendered, not what was written, so that no field comes round a bound.
public final class PodCheck {
  private final Role role;
  private final PodTemplateSpec template;
  private final PodTemplateSpec plain;
  private final Context context;
  private final List<Violation> violations = new ArrayList<>();

  /// What pods are held to besides their own template.
  ///
  /// @param training name of the training
  /// @param namespace of the training
  /// @param bounds of the namespace, nothing left out
  /// @param workerImages images of the workers, whose repositories are always allowed
  /// @param allowed objects whose owner allows this training to name them
  public record Context(
      String training,
      String namespace,
      Bounds bounds,
      List<String> workerImages,
      Set<NamedObject> allowed) {}

  private PodCheck(Role role, PodTemplateSpec template, PodTemplateSpec plain, Context context) {
    this.role = role;
    this.template = template;
    this.plain = plain;
    this.context = context;
  }

  /// Returns what the pods ask for and may not; nothing if all is allowed.
  ///
  /// @param template the pods
  /// @param plain the pods of the same role without anything that the training adds
  /// @param image the image that the training asks for; null for none, then the operator chose it
  public static List<Violation> of(
      Role role,
      PodTemplateSpec template,
      PodTemplateSpec plain,
      @Nullable String image,
      Context context) {
    PodCheck check = new PodCheck(role, template, plain, context);
    if (image != null) {
      check.image();
    }
    check.classes();
    check.metadata();
    check.nodes();
    check.otherPods();
    check.environment();
    check.identity();
    check.stopping();
    return List.copyOf(check.violations);
  }

  private void image() {
    String name = container(template).getImage();
    @Nullable ImageName image = ImageName.parse(name);
    if (image == null) {
      add("spec.image", "image=" + name, "images: it is no image's name");
      return;
    }
    boolean ofWorkers =
        context.workerImages.stream()
            .map(ImageName::parse)
            .anyMatch(own -> own != null && own.repository().covers(image));
    Rule rule = bound(context.bounds.images());
    if (!ofWorkers && covering(rule.allowed(), image) == null) {
      String pattern = covering(rule.refused(), image);
      if (pattern != null) {
        add("spec.image", "image=" + name, "images.refuse=" + pattern);
      }
    }
  }

  private static @Nullable String covering(List<String> patterns, ImageName image) {
    return patterns.stream()
        .filter(pattern -> ImagePattern.covers(pattern, image))
        .findFirst()
        .orElse(null);
  }

  private void classes() {
    name(
        context.bounds.priorityClasses(),
        "priorityClasses",
        "priorityClassName",
        PodSpec::getPriorityClassName);
    name(
        context.bounds.runtimeClasses(),
        "runtimeClasses",
        "runtimeClassName",
        PodSpec::getRuntimeClassName);
    String policy = container(template).getImagePullPolicy();
    if (policy != null && !policy.equals(container(plain).getImagePullPolicy())) {
      refuse(
          context.bounds.imagePullPolicies(),
          "imagePullPolicies",
          field("imagePullPolicy"),
          policy,
          null);
    }
  }

  private void name(
      @Nullable Rule rule, String bound, String field, Function<PodSpec, @Nullable String> of) {
    String asked = of.apply(template.getSpec());
    if (asked != null && !asked.equals(of.apply(plain.getSpec()))) {
      refuse(rule, bound, field(field), asked, null);
    }
  }

  private void metadata() {
    keys(
        context.bounds.labels(),
        "labels",
        added(template.getMetadata().getLabels(), plain.getMetadata().getLabels()));
    keys(
        context.bounds.annotations(),
        "annotations",
        added(template.getMetadata().getAnnotations(), plain.getMetadata().getAnnotations()));
  }

  private void keys(@Nullable Rule rule, String name, Map<String, String> added) {
    added.forEach((key, value) -> refuse(rule, name, field(name), key, value));
  }

  private void nodes() {
    added(template.getSpec().getNodeSelector(), plain.getSpec().getNodeSelector())
        .forEach(
            (key, value) ->
                refuse(
                    context.bounds.nodeLabels(), "nodeLabels", field("nodeSelector"), key, value));
    List<NodeSelectorRequirement> known = Affinities.nodes(plain).toList();
    Affinities.nodes(template)
        .filter(requirement -> !known.contains(requirement))
        .forEach(this::requirement);
    List<Toleration> own = plain.getSpec().getTolerations();
    template.getSpec().getTolerations().stream()
        .filter(toleration -> !own.contains(toleration))
        .forEach(this::toleration);
  }

  /// With another operator than In a requirement may take a node of any value.
  private void requirement(NodeSelectorRequirement requirement) {
    String field = field("affinity.nodeAffinity");
    Rule rule = context.bounds.nodeLabels();
    if ("In".equals(requirement.getOperator())) {
      requirement
          .getValues()
          .forEach(value -> refuse(rule, "nodeLabels", field, requirement.getKey(), value));
    } else {
      refuse(rule, "nodeLabels", field, requirement.getKey(), null);
    }
  }

  /// One without a key tolerates every taint, whatever its key.
  private void toleration(Toleration toleration) {
    String key = toleration.getKey();
    if (key != null && !key.isEmpty()) {
      refuse(
          context.bounds.tolerations(),
          "tolerations",
          field("tolerations"),
          key,
          toleration.getValue());
      return;
    }
    Rule rule = bound(context.bounds.tolerations());
    if (!rule.refused().isEmpty() && !rule.allowed().contains("*")) {
      add(
          field("tolerations"),
          "every taint, by a toleration without a key,",
          "tolerations.refuse=" + rule.refused().getFirst());
    }
  }

  private void otherPods() {
    if (Boolean.TRUE.equals(context.bounds.affinityToOtherNamespaces())) {
      return;
    }
    if (Affinities.pods(template).anyMatch(this::reachesOthers)) {
      add(field("affinity"), "pods of other namespaces", "affinityToOtherNamespaces=false");
    }
  }

  private boolean reachesOthers(PodAffinityTerm term) {
    return term.getNamespaceSelector() != null
        || term.getNamespaces().stream().anyMatch(name -> !name.equals(context.namespace));
  }

  private void environment() {
    List<EnvVar> own = container(plain).getEnv();
    container(template).getEnv().stream()
        .filter(variable -> !own.contains(variable))
        .forEach(this::variable);
    List<EnvFromSource> ownSources = container(plain).getEnvFrom();
    container(template).getEnvFrom().stream()
        .filter(source -> !ownSources.contains(source))
        .forEach(this::source);
  }

  private void variable(EnvVar variable) {
    String field = field("env");
    refuse(
        context.bounds.environment(),
        "environment",
        field,
        variable.getName(),
        variable.getValue());
    EnvVarSource from = variable.getValueFrom();
    if (from != null && from.getSecretKeyRef() != null) {
      object(field, new NamedObject("Secret", from.getSecretKeyRef().getName()));
    }
    if (from != null && from.getConfigMapKeyRef() != null) {
      object(field, new NamedObject("ConfigMap", from.getConfigMapKeyRef().getName()));
    }
  }

  private void source(EnvFromSource source) {
    String field = field("envFrom");
    if (source.getSecretRef() != null) {
      object(field, new NamedObject("Secret", source.getSecretRef().getName()));
    }
    if (source.getConfigMapRef() != null) {
      object(field, new NamedObject("ConfigMap", source.getConfigMapRef().getName()));
    }
  }

  private void object(String field, NamedObject object) {
    refuse(context.bounds.environmentSources(), "environmentSources", field, object.text(), null);
    mustBeAllowed(field, object);
  }

  private void mustBeAllowed(String field, NamedObject object) {
    if (!context.allowed.contains(object)) {
      violations.add(
          new Violation(
              field,
              object.text(),
              "which must be there and be labelled for this training by its owner: kubectl -n %s label %s %s %s=%s"
                  .formatted(
                      context.namespace,
                      object.kind().toLowerCase(Locale.ROOT),
                      object.name(),
                      NamedObject.LABEL,
                      context.training),
              true));
    }
  }

  private void identity() {
    String account = template.getSpec().getServiceAccountName();
    if (account != null && !account.equals(plain.getSpec().getServiceAccountName())) {
      String field = "spec.pods.serviceAccountName";
      refuse(context.bounds.serviceAccounts(), "serviceAccounts", field, account, null);
      mustBeAllowed(field, new NamedObject("ServiceAccount", account));
    }
    PodSecurityContext asked = template.getSpec().getSecurityContext();
    PodSecurityContext own = plain.getSpec().getSecurityContext();
    if (asked == null) {
      return;
    }
    number(
        "users", context.bounds.users(), "runAsUser", asked, own, PodSecurityContext::getRunAsUser);
    number(
        "groups",
        context.bounds.groups(),
        "runAsGroup",
        asked,
        own,
        PodSecurityContext::getRunAsGroup);
    number(
        "groups", context.bounds.groups(), "fsGroup", asked, own, PodSecurityContext::getFsGroup);
    Objects.requireNonNullElse(asked.getSupplementalGroups(), List.<Long>of())
        .forEach(group -> number("groups", context.bounds.groups(), "supplementalGroups", group));
  }

  private void number(
      String bound,
      @Nullable List<Bounds.Range> ranges,
      String field,
      PodSecurityContext asked,
      @Nullable PodSecurityContext own,
      Function<PodSecurityContext, @Nullable Long> of) {
    Long number = of.apply(asked);
    if (number != null && (own == null || !number.equals(of.apply(own)))) {
      number(bound, ranges, field, number);
    }
  }

  private void number(
      String bound, @Nullable List<Bounds.Range> ranges, String field, long number) {
    List<Bounds.Range> all = Objects.requireNonNull(ranges, bound);
    if (all.stream().noneMatch(range -> range.contains(number))) {
      add(
          field("securityContext." + field),
          field + "=" + number,
          bound
              + ": "
              + (all.isEmpty()
                  ? "it has no ranges"
                  : "it is in none of "
                      + all.stream().map(range -> range.min() + "-" + range.max()).toList()));
    }
  }

  private void stopping() {
    Long asked = template.getSpec().getTerminationGracePeriodSeconds();
    Long own = plain.getSpec().getTerminationGracePeriodSeconds();
    long most = Objects.requireNonNull(context.bounds.maxTerminationGracePeriodSeconds(), "bound");
    if (asked != null && asked > most && !asked.equals(own)) {
      add(
          field("terminationGracePeriodSeconds"),
          "terminationGracePeriodSeconds=" + asked,
          "maxTerminationGracePeriodSeconds=" + most);
    }
  }

  private void refuse(
      @Nullable Rule rule, String bound, String field, String name, @Nullable String value) {
    String pattern = bound(rule).refusal(name, value);
    if (pattern != null) {
      add(field, name, bound + ".refuse=" + pattern);
    }
  }

  private void add(String field, String value, String rule) {
    violations.add(Violation.ofPolicy(field, value, rule));
  }

  private String field(String name) {
    return "spec.pods." + role.text() + "." + name;
  }

  private static Rule bound(@Nullable Rule rule) {
    return Objects.requireNonNull(rule, "bounds of a namespace leave nothing out");
  }

  private static Container container(PodTemplateSpec pods) {
    return pods.getSpec().getContainers().getFirst();
  }

  private static Map<String, String> added(
      @Nullable Map<String, String> all, @Nullable Map<String, String> own) {
    Map<String, String> added = new TreeMap<>(Objects.requireNonNullElse(all, Map.of()));
    added
        .entrySet()
        .removeAll(Objects.requireNonNullElse(own, Map.<String, String>of()).entrySet());
    return added;
  }
}
