/// Monte Carlo tree search over many games at once, one leaf each per step. Letters: n leaves, A
/// actions, k legal actions of a root; N visits of a node, n of an edge, P prior, Q mean value.
/// Values are in [-1, 1] for the player to move unless a comment says otherwise.
@NullMarked
package dev.alphazero.worker.search;

import org.jspecify.annotations.NullMarked;
