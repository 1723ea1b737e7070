package dev.alphazero.e2e;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/// Programs of this module run in pods of a test's namespace, on the workers' image: it is on the
/// nodes already.
final class Jobs {
  private Jobs() {}

  /// Runs a program in a restricted pod to its end.
  ///
  /// @param labels of the pod
  /// @return what it printed
  static String run(
      Cluster cluster, String name, Map<String, String> labels, Class<?> program, String... args) {
    String file = program.getName().replace('.', '/') + ".class";
    cluster
        .client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(cluster.namespace())
                .endMetadata()
                .addToBinaryData("program", encoded(program, file))
                .build())
        .create();
    Pod pod =
        cluster
            .client()
            .resource(pod(cluster, name, labels, file, program.getName(), args))
            .create();
    var found = cluster.client().resource(pod);
    Cluster.await(
        found,
        Cluster.PATIENCE,
        it ->
            it.getStatus().getPhase().equals("Succeeded")
                || it.getStatus().getPhase().equals("Failed"));
    String log = cluster.client().pods().inNamespace(cluster.namespace()).withName(name).getLog();
    found.delete();
    return log;
  }

  private static Pod pod(
      Cluster cluster,
      String name,
      Map<String, String> labels,
      String file,
      String main,
      String... args) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(cluster.namespace())
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .withAutomountServiceAccountToken(false)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(65532L)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewContainer()
        .withName("program")
        .withImage(Images.worker(cluster))
        .withCommand("java", "-XX:TieredStopAtLevel=1", "-cp", "/program", main)
        .withArgs(args)
        .withNewResources()
        .addToRequests("cpu", Quantity.parse("10m"))
        .addToLimits("memory", Quantity.parse("256Mi"))
        .endResources()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .addToDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount()
        .withName("program")
        .withMountPath("/program")
        .endVolumeMount()
        .endContainer()
        .addNewVolume()
        .withName("program")
        .withNewConfigMap()
        .withName(name)
        .addNewItem("program", null, file)
        .endConfigMap()
        .endVolume()
        .endSpec()
        .build();
  }

  private static String encoded(Class<?> program, String file) {
    try (InputStream in =
        Objects.requireNonNull(program.getClassLoader()).getResourceAsStream(file)) {
      return Base64.getEncoder().encodeToString(Objects.requireNonNull(in, file).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
