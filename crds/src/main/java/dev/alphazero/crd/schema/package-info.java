/// The schema that the records of `dev.alphazero.crd` declare, read by reflection, and the rules
/// across fields.
@NullMarked
package dev.alphazero.crd.schema;

import org.jspecify.annotations.NullMarked;
