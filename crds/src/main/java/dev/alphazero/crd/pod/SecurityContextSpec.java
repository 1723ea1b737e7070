package dev.alphazero.crd.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// User and groups of a pod. What the restricted Pod Security Standard asks for cannot be changed:
/// pods run as a user other than root, without privileges, on a root file system that is read only.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecurityContextSpec(
    @JsonPropertyDescription(
            "What runAsUser, runAsGroup and fsGroup are where they are not set here. Worker: 65532, the user of the workers' image; Platform: left out, so that the platform gives them, as OpenShift does from the namespace's range. Default Worker.")
        @Nullable Defaults defaults,
    @JsonPropertyDescription("User, as a number above 0. Default: by defaults.")
        @Min(1) @Max(SecurityContextSpec.MOST) @Nullable Long runAsUser,
    @JsonPropertyDescription(
            "Primary group, as a number; the image's files belong to group 0. Default: by defaults.")
        @Min(0) @Max(SecurityContextSpec.MOST) @Nullable Long runAsGroup,
    @JsonPropertyDescription(
            "Group that volumes belong to and that the pod is in, as a number. Default: by defaults.")
        @Min(0) @Max(SecurityContextSpec.MOST) @Nullable Long fsGroup,
    @JsonPropertyDescription("More groups of the pod, as numbers. Default: none.") @Size(max = 16) @Nullable List<@Min(0) @Max(SecurityContextSpec.MOST) Long> supplementalGroups) {
  /// One that says nothing.
  public static final SecurityContextSpec NONE =
      new SecurityContextSpec(null, null, null, null, null);

  /// The largest user and group that Kubernetes takes.
  static final double MOST = Integer.MAX_VALUE;

  /// Who says the numbers that a training does not.
  public enum Defaults {
    @JsonProperty("Worker")
    WORKER,

    @JsonProperty("Platform")
    PLATFORM
  }
}
