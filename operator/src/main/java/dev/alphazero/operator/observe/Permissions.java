package dev.alphazero.operator.observe;

import dev.alphazero.operator.policy.NamedObject;
import java.util.Map;
import java.util.Set;

/// What others say a training may do.
///
/// @param namespaceLabels labels of its namespace; that of its name alone where namespaces are not
///   read
/// @param allowed Secrets, ConfigMaps and ServiceAccounts of its namespace that their owners let it
///   name
public record Permissions(Map<String, String> namespaceLabels, Set<NamedObject> allowed) {
  public Permissions {
    namespaceLabels = Map.copyOf(namespaceLabels);
    allowed = Set.copyOf(allowed);
  }
}
