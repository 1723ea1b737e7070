/// The words of a training's status that programs may rely on. `docs/conditions.md` explains each.
@NullMarked
package dev.alphazero.crd.condition;

import org.jspecify.annotations.NullMarked;
