/// How strong a network is: players, matches, verification, and the evaluations of a training.
@NullMarked
package dev.alphazero.worker.strength;

import org.jspecify.annotations.NullMarked;
