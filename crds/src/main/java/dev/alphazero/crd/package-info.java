/// The resources `AlphaZeroTraining` and `AlphaZeroProfile` as records: the one source of names,
/// types, ranges and field documentation, for the training file and for the CRD.
///
/// | package | what |
/// |---|---|
/// | `crd` | the records; a component that is null was not set |
/// | `crd.json` | JSON mappers, and the hash of a text |
/// | `crd.schema` | the schema that the records declare, and the rules across fields |
/// | `crd.read` | strict reading of a file, with every problem named |
/// | `crd.resolve` | specification and hardware to settings, and what a resumed run may change |
/// | `crd.progress` | what the roles report |
/// | `crd.role` | what the roles are configured with |
/// | `crd.condition` | conditions and reasons of the status |
///
/// No component has a default: what is not set comes from the profile, from the game's defaults or
/// from the built-in ones (`src/main/resources`), in that order.
@NullMarked
package dev.alphazero.crd;

import org.jspecify.annotations.NullMarked;
