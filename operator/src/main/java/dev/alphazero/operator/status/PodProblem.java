package dev.alphazero.operator.status;

import dev.alphazero.crd.role.Role;

/// Why pods of a role do not run, and what to do.
///
/// @param role whose pods
/// @param reason constant
/// @param message names a pod, says what is wrong with it and what to do
record PodProblem(Role role, String reason, String message) {}
