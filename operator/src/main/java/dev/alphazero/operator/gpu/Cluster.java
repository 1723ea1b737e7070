package dev.alphazero.operator.gpu;

import java.util.List;

/// What the operator may know of the cluster's nodes.
public sealed interface Cluster {
  /// The nodes, by name.
  record Nodes(List<NodeFacts> nodes) implements Cluster {
    public Nodes {
      nodes = List.copyOf(nodes);
    }
  }

  /// The operator has no right to read nodes.
  record Unreadable() implements Cluster {}
}
