package dev.alphazero.operator.manifest;

import dev.alphazero.crd.pod.EnvironmentSpec;
import dev.alphazero.crd.pod.PodOverrides;
import io.fabric8.kubernetes.api.model.ConfigMapEnvSource;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.EnvVarSourceBuilder;
import io.fabric8.kubernetes.api.model.SecretEnvSource;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Environment that a training asks for. What is in Secrets and ConfigMaps is read by the node, not
/// by the operator.
final class Environment {
  private Environment() {}

  static EnvVar variable(EnvironmentSpec.Variable written) {
    return new EnvVar(written.name(), written.value(), source(written.valueFrom()));
  }

  static List<EnvFromSource> sources(@Nullable PodOverrides overrides) {
    return overrides == null || overrides.envFrom() == null
        ? List.of()
        : overrides.envFrom().stream().map(Environment::source).toList();
  }

  private static @Nullable EnvVarSource source(EnvironmentSpec.@Nullable ValueFrom from) {
    if (from == null) {
      return null;
    }
    EnvVarSourceBuilder source = new EnvVarSourceBuilder();
    EnvironmentSpec.KeyOf secret = from.secretKeyRef();
    if (secret != null) {
      source.withSecretKeyRef(
          new SecretKeySelector(secret.key(), secret.name(), secret.optional()));
    }
    EnvironmentSpec.KeyOf config = from.configMapKeyRef();
    if (config != null) {
      source.withConfigMapKeyRef(
          new ConfigMapKeySelector(config.key(), config.name(), config.optional()));
    }
    return source.build();
  }

  private static EnvFromSource source(EnvironmentSpec.Source written) {
    EnvFromSource source = new EnvFromSource();
    source.setPrefix(written.prefix());
    EnvironmentSpec.ObjectOf secret = written.secretRef();
    if (secret != null) {
      source.setSecretRef(new SecretEnvSource(secret.name(), secret.optional()));
    }
    EnvironmentSpec.ObjectOf config = written.configMapRef();
    if (config != null) {
      source.setConfigMapRef(new ConfigMapEnvSource(config.name(), config.optional()));
    }
    return source;
  }
}
