/// What must not change by itself once pods run with it: the resolution, each role's configuration
/// and pod template. Pure but for its form in a ControllerRevision.
@NullMarked
package dev.alphazero.operator.freeze;

import org.jspecify.annotations.NullMarked;
