package dev.alphazero.crd.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.Rules;
import dev.alphazero.crd.schema.Wording;
import dev.alphazero.crd.text.NamePatterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// Where a pod's environment comes from. Secrets and ConfigMaps are those of the training's
/// namespace.
public final class EnvironmentSpec {
  private static final String NAME = "^[A-Za-z_][A-Za-z0-9_]*$";

  private EnvironmentSpec() {}

  /// An environment variable.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Rules(PodRules.OfVariable.class)
  public record Variable(
      @JsonPropertyDescription("Name of the variable.")
          @Required
          @Size(min = 1, max = 128) @Pattern(NAME) @Nullable String name,
      @JsonPropertyDescription(
              "Value of the variable, which everybody reads who may read the training; this or valueFrom.")
          @Size(max = 4096) @Nullable String value,
      @JsonPropertyDescription("Where the value is read when the pod starts; this or value.")
          @Nullable ValueFrom valueFrom) {}

  /// Where the value of a variable is.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Rules(PodRules.OfValueFrom.class)
  public record ValueFrom(
      @JsonPropertyDescription(
              "A key of a Secret, which its owner allows with the label alphazero.dev/trainings.")
          @Nullable KeyOf secretKeyRef,
      @JsonPropertyDescription(
              "A key of a ConfigMap, which its owner allows with the label alphazero.dev/trainings.")
          @Nullable KeyOf configMapKeyRef) {}

  /// A key of a Secret or ConfigMap.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record KeyOf(
      @JsonPropertyDescription("Name of the object, in the training's namespace.")
          @Required
          @Pattern(NamePatterns.SUBDOMAIN) @Wording(NamePatterns.SUBDOMAIN_WORDING)
          @Size(min = 1, max = 253) @Nullable String name,
      @JsonPropertyDescription("Key of the entry.")
          @Required
          @Pattern(NamePatterns.DATA_KEY) @Wording(NamePatterns.DATA_KEY_WORDING)
          @Size(min = 1, max = 253) @Nullable String key,
      @JsonPropertyDescription(
              "Whether the pod starts without it, the variable being absent. Default false: the pod waits.")
          @Nullable Boolean optional) {}

  /// A variable for every entry of an object.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Rules(PodRules.OfSource.class)
  public record Source(
      @JsonPropertyDescription("What is put before each key. Default: nothing.")
          @Pattern("^[A-Za-z_][A-Za-z0-9_]*$") @Size(max = 128) @Nullable String prefix,
      @JsonPropertyDescription(
              "A Secret, which its owner allows with the label alphazero.dev/trainings.")
          @Nullable ObjectOf secretRef,
      @JsonPropertyDescription(
              "A ConfigMap, which its owner allows with the label alphazero.dev/trainings.")
          @Nullable ObjectOf configMapRef) {}

  /// A Secret or ConfigMap.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ObjectOf(
      @JsonPropertyDescription("Name of the object, in the training's namespace.")
          @Required
          @Pattern(NamePatterns.SUBDOMAIN) @Wording(NamePatterns.SUBDOMAIN_WORDING)
          @Size(min = 1, max = 253) @Nullable String name,
      @JsonPropertyDescription("Whether the pod starts without it. Default false: the pod waits.")
          @Nullable Boolean optional) {}
}
