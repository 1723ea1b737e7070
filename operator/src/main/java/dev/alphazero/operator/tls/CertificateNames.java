package dev.alphazero.operator.tls;

import dev.alphazero.crd.role.Role;
import java.util.ArrayList;
import java.util.List;

/// The names that a role's certificate is for.
///
/// @param dns names of its services; empty for a role that nobody connects to
/// @param uri names training and role: `alphazero://NAMESPACE/TRAINING/ROLE`
public record CertificateNames(List<String> dns, String uri) {
  public CertificateNames {
    dns = List.copyOf(dns);
  }

  /// Returns the names of a role. A learner has those of inference too: with a shared GPU it
  /// answers for both, and a change to that needs no new certificate.
  public static CertificateNames of(String namespace, String training, Role role) {
    List<String> dns =
        switch (role) {
          case ACTOR -> List.of();
          case INFERENCE -> service(namespace, training, Role.INFERENCE);
          case LEARNER -> {
            List<String> both = new ArrayList<>(service(namespace, training, Role.LEARNER));
            both.addAll(service(namespace, training, Role.INFERENCE));
            yield both;
          }
        };
    return new CertificateNames(
        dns, "alphazero://" + namespace + "/" + training + "/" + role.text());
  }

  private static List<String> service(String namespace, String training, Role role) {
    String name = training + "-" + role.text();
    return List.of(
        name,
        name + "." + namespace,
        name + "." + namespace + ".svc",
        "*." + name + "." + namespace + ".svc");
  }
}
