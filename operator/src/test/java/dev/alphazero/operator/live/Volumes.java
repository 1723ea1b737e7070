package dev.alphazero.operator.live;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/// Plays the provisioner of volumes, which can grow.
final class Volumes {
  /// The class that claims must name.
  static final String CLASS = "growing";

  private Volumes() {}

  static void install(Stage stage) {
    install(stage, CLASS);
  }

  static void install(Stage stage, String name) {
    stage
        .client
        .resource(
            new StorageClassBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withProvisioner("test")
                .withAllowVolumeExpansion(true)
                .build())
        .serverSideApply();
  }

  static void bind(Stage stage, String claim) {
    claim(stage, claim)
        .editStatus(
            now -> {
              now.setStatus(
                  new PersistentVolumeClaimStatusBuilder()
                      .withPhase("Bound")
                      .withCapacity(now.getSpec().getResources().getRequests())
                      .build());
              return now;
            });
  }

  /// Plays the controller that lets go of a claim which is being deleted and no pod uses.
  static void release(Stage stage, String claim) {
    stage
        .client
        .persistentVolumeClaims()
        .inNamespace(stage.namespace)
        .withName(claim)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
  }

  /// Returns the storage class of a claim; empty if there is no claim or none is said.
  static String storageClass(Stage stage, String claim) {
    PersistentVolumeClaim live = claim(stage, claim).get();
    return live == null || live.getSpec().getStorageClassName() == null
        ? ""
        : live.getSpec().getStorageClassName();
  }

  /// Returns the size that a claim asks for.
  static String size(Stage stage, String claim) {
    return String.valueOf(
        claim(stage, claim).get().getSpec().getResources().getRequests().get("storage"));
  }

  private static Resource<PersistentVolumeClaim> claim(Stage stage, String name) {
    return stage.client.persistentVolumeClaims().inNamespace(stage.namespace).withName(name);
  }
}
