package dev.alphazero.operator.manifest;

import dev.alphazero.crd.pod.PodOverrides;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.RoleInputs;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The one container of each role.
final class Containers {
  private static final long RESOLVED_SECONDS = 12;

  private Containers() {}

  static Container of(Role role, RoleInputs inputs, String image) {
    return new ContainerBuilder()
        .withName(role.text())
        .withImage(image)
        .withImagePullPolicy(pullPolicy(inputs.overrides()))
        .withArgs(args(role, inputs))
        .withEnv(env(inputs))
        .withEnvFrom(Environment.sources(inputs.overrides()))
        .withPorts(ports(role))
        .withResources(resources(inputs))
        .withVolumeMounts(Volumes.mounts(role))
        .withStartupProbe(probe("/health/live", 5, 60))
        .withReadinessProbe(probe("/health/ready", 5, 3))
        .withLivenessProbe(probe("/health/live", 10, 6))
        .withLifecycle(lifecycle(role, inputs))
        .withSecurityContext(securityContext())
        .withTerminationMessagePath("/dev/termination-log")
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .build();
  }

  private static List<String> args(Role role, RoleInputs inputs) {
    List<String> args = new ArrayList<>(List.of(role.text()));
    if (inputs.withInference()) {
      args.add("--with-inference");
    }
    args.addAll(List.of("--config", Wiring.CONFIG + "/" + Wiring.CONFIG_FILE));
    return args;
  }

  /// What a training sets wins.
  private static List<EnvVar> env(RoleInputs inputs) {
    Map<String, EnvVar> env = new TreeMap<>();
    env.put(
        "POD_NAME",
        new EnvVarBuilder()
            .withName("POD_NAME")
            .withNewValueFrom()
            .withNewFieldRef("v1", "metadata.name")
            .endValueFrom()
            .build());
    if (inputs.gpuResource() == null) {
      // Without a request a pod would see every GPU of its node.
      env.put("NVIDIA_VISIBLE_DEVICES", new EnvVar("NVIDIA_VISIBLE_DEVICES", "void", null));
    }
    PodOverrides overrides = inputs.overrides();
    if (overrides != null && overrides.env() != null) {
      overrides
          .env()
          .forEach(
              variable -> env.put(String.valueOf(variable.name()), Environment.variable(variable)));
    }
    return List.copyOf(env.values());
  }

  private static List<ContainerPort> ports(Role role) {
    ContainerPort http = port(Wiring.HTTP_NAME, Wiring.HTTP);
    return role == Role.ACTOR ? List.of(http) : List.of(port(Wiring.GRPC_NAME, Wiring.GRPC), http);
  }

  private static ContainerPort port(String name, int number) {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(number)
        .withProtocol("TCP")
        .build();
  }

  /// No limit on CPU unless it is asked for: it would throttle a role while its node idles.
  private static ResourceRequirements resources(RoleInputs inputs) {
    Map<String, Quantity> requests = new TreeMap<>();
    Map<String, Quantity> limits = new TreeMap<>();
    requests.put("cpu", Quantity.parse(inputs.resources().cpu()));
    requests.put("memory", Quantity.parse(inputs.resources().memory()));
    limits.put("memory", Quantity.parse(inputs.resources().memory()));
    RoleInputs.Bounds bounds = inputs.bounds();
    if (bounds != null) {
      put(limits, "cpu", bounds.cpu());
      put(limits, "memory", bounds.memory());
      put(requests, "ephemeral-storage", bounds.diskRequest());
      put(limits, "ephemeral-storage", bounds.diskLimit());
    }
    if (inputs.gpuResource() != null) {
      requests.put(inputs.gpuResource(), Quantity.parse("1"));
      limits.put(inputs.gpuResource(), Quantity.parse("1"));
    }
    return new ResourceRequirementsBuilder().withRequests(requests).withLimits(limits).build();
  }

  private static void put(
      Map<String, Quantity> amounts, String resource, @Nullable String quantity) {
    if (quantity != null) {
      amounts.put(resource, Quantity.parse(quantity));
    }
  }

  private static Probe probe(String path, int periodSeconds, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString(Wiring.HTTP_NAME))
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(periodSeconds)
        .withTimeoutSeconds(3)
        .withSuccessThreshold(1)
        .withFailureThreshold(failures)
        .build();
  }

  /// Inference stays until the actors have resolved its service again without it, or for half of
  /// the time that it has.
  private static @Nullable Lifecycle lifecycle(Role role, RoleInputs inputs) {
    long seconds = Math.min(RESOLVED_SECONDS, PodTemplates.graceSeconds(role, inputs) / 2);
    return role == Role.INFERENCE && seconds > 0
        ? new LifecycleBuilder().withNewPreStop().withNewSleep(seconds).endPreStop().build()
        : null;
  }

  private static String pullPolicy(@Nullable PodOverrides overrides) {
    return switch (overrides == null ? null : overrides.imagePullPolicy()) {
      case null -> "IfNotPresent";
      case IF_NOT_PRESENT -> "IfNotPresent";
      case ALWAYS -> "Always";
      case NEVER -> "Never";
    };
  }

  private static SecurityContext securityContext() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }
}
