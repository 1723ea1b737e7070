package dev.alphazero.operator.manifest;

import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/// What each role's container sees besides its image.
final class Volumes {
  /// Readable by the owner and the group that the kubelet gives it to.
  private static final int SECRET_MODE = 0440;

  private static final int CONFIG_MODE = 0444;

  private Volumes() {}

  static List<Volume> of(Role role, String training, String configMap) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(
        new VolumeBuilder()
            .withName("config")
            .withNewConfigMap()
            .withName(configMap)
            .withDefaultMode(CONFIG_MODE)
            .endConfigMap()
            .build());
    // A folder, so that renewed certificates appear in running pods.
    volumes.add(
        new VolumeBuilder()
            .withName("tls")
            .withNewSecret()
            .withSecretName(Children.certificatesSecret(training))
            .withDefaultMode(SECRET_MODE)
            .withItems(
                new KeyToPath("ca.crt", null, "ca.crt"),
                new KeyToPath(role.text() + ".crt", null, "tls.crt"),
                new KeyToPath(role.text() + ".key", null, "tls.key"))
            .endSecret()
            .build());
    volumes.add(
        new VolumeBuilder()
            .withName("tmp")
            .withNewEmptyDir()
            .withSizeLimit(Quantity.parse("2Gi"))
            .endEmptyDir()
            .build());
    if (role == Role.LEARNER) {
      volumes.add(
          new VolumeBuilder()
              .withName("data")
              .withNewPersistentVolumeClaim()
              .withClaimName(Children.claim(training))
              .endPersistentVolumeClaim()
              .build());
    }
    return volumes;
  }

  static List<VolumeMount> mounts(Role role) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(mount("config", Wiring.CONFIG, true));
    mounts.add(mount("tls", Wiring.TLS, true));
    mounts.add(mount("tmp", "/tmp", false));
    if (role == Role.LEARNER) {
      mounts.add(mount("data", Wiring.DATA, false));
    }
    return mounts;
  }

  /// `readOnly: false` is not stored by the API server, so it is not written.
  private static VolumeMount mount(String name, String path, boolean readOnly) {
    VolumeMountBuilder mount = new VolumeMountBuilder().withName(name).withMountPath(path);
    return (readOnly ? mount.withReadOnly(true) : mount).build();
  }
}
