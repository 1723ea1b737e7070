/// Desired state as pure functions, each with a golden file.
///
/// The API server fills in defaults. Those inside lists are written here, so that what is desired
/// is a part of what is stored and a comparison of the two finds only true differences.
@NullMarked
package dev.alphazero.operator.manifest;

import org.jspecify.annotations.NullMarked;
