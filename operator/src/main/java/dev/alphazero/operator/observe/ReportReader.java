package dev.alphazero.operator.observe;

import dev.alphazero.crd.progress.RoleProgress;
import dev.alphazero.crd.role.Role;
import java.util.Optional;

/// Reads one role's document of progress.
@FunctionalInterface
public interface ReportReader {
  /// Returns what the role at an address tells; empty if it does not answer or says nothing that
  /// can be read, which is logged and counted.
  Optional<RoleProgress> read(String ip, Role role);
}
