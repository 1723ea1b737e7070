package dev.alphazero.operator.manifest;

import dev.alphazero.crd.role.Role;
import dev.alphazero.crd.role.RoleConfigYaml;
import dev.alphazero.operator.freeze.Freezer;
import dev.alphazero.operator.freeze.RoleInputs;
import dev.alphazero.operator.resolve.Snapshot;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;

/// How this version of the operator renders a role.
///
/// @param workerImage image unless a training names one
/// @param cudaImage the same for pods that ask for a GPU
public record RoleRenderer(String workerImage, String cudaImage) implements Freezer.Renderer {
  @Override
  public String workerYaml(Role role, RoleInputs inputs, Snapshot snapshot) {
    return RoleConfigYaml.write(RoleConfigs.of(role, inputs, snapshot));
  }

  @Override
  public PodTemplateSpec template(Role role, RoleInputs inputs, String configMap) {
    return PodTemplates.of(
        role, inputs, configMap, inputs.gpuResource() == null ? workerImage : cudaImage);
  }
}
