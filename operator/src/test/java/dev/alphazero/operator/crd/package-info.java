/// The CRDs: generated from the records of `crds`, completed with what annotations cannot say, and
/// compared with the files of the chart.
///
/// | class | adds |
/// |---|---|
/// | `CrdFiles` | the texts, and where they are |
/// | `Components` | the walk over records and their schemas side by side |
/// | `Values` | formats of numbers, order of names, ranges of durations |
/// | `Validations` | rules across fields, immutability, names |
/// | `Envelope` | descriptions of the outer fields, list and map types |
/// | `Views` | printer columns, `status` and `scale` |
@NullMarked
package dev.alphazero.operator.crd;

import org.jspecify.annotations.NullMarked;
