/// Overrides of a role's pods, as a training's specification has them, and their rules.
@NullMarked
package dev.alphazero.crd.pod;

import org.jspecify.annotations.NullMarked;
