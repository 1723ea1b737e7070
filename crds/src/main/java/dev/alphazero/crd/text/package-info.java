/// Values as text: durations, and the patterns of names and quantities.
@NullMarked
package dev.alphazero.crd.text;

import org.jspecify.annotations.NullMarked;
