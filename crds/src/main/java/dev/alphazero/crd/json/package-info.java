/// JSON: the mappers of the resources and of the documents that programs write for each other, and
/// the hash of a text.
@NullMarked
package dev.alphazero.crd.json;

import org.jspecify.annotations.NullMarked;
