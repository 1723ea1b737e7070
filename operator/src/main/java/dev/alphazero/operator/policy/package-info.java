/// What trainings may ask of the cluster, as its administrator bounds it: the policy, how it is
/// read, and the check of a role's pods against it.
@NullMarked
package dev.alphazero.operator.policy;

import org.jspecify.annotations.NullMarked;
