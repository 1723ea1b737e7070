/// Strict reading of training files, profiles and `--set` flags. Every problem of a file is found
/// in one go and says where it is, which rule is broken, and the nearest known name.
@NullMarked
package dev.alphazero.crd.read;

import org.jspecify.annotations.NullMarked;
