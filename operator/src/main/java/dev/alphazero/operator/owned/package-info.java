/// Whose an object is: names, labels and owner of a training's children.
@NullMarked
package dev.alphazero.operator.owned;

import org.jspecify.annotations.NullMarked;
