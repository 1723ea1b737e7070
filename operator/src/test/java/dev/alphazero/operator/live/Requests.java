package dev.alphazero.operator.live;

import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counts at the API server.
final class Requests {
  private static final Pattern COUNT =
      Pattern.compile("^apiserver_request_total\\{(.*)} ([0-9.e+]+)$", Pattern.MULTILINE);
  private static final Pattern VERB = Pattern.compile("verb=\"([A-Z]+)\"");
  private static final Set<String> READS = Set.of("GET", "LIST", "WATCH", "CONNECT");

  private Requests() {}

  /// Returns the writes that the server has answered, but those of leases.
  static long writes(KubernetesClient client) {
    double sum = 0;
    Matcher line = COUNT.matcher(client.raw("/metrics"));
    while (line.find()) {
      Matcher verb = VERB.matcher(line.group(1));
      if (verb.find()
          && !READS.contains(verb.group(1))
          && !line.group(1).contains("resource=\"leases\"")) {
        sum += Double.parseDouble(line.group(2));
      }
    }
    return (long) sum;
  }

  /// Returns how many of the operator's objects of a kind there are.
  static <T extends HasMetadata> long count(
      KubernetesClient client, String namespace, Class<T> kind) {
    KubernetesResourceList<T> page =
        client
            .resources(kind)
            .inNamespace(namespace)
            .withLabel(Children.MANAGED_BY, Children.MANAGER)
            .list(new ListOptionsBuilder().withLimit(10_000L).build());
    return page.getItems().size()
        + Objects.requireNonNullElse(page.getMetadata().getRemainingItemCount(), 0L);
  }
}
