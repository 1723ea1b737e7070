package dev.alphazero.worker.benchmark.report;

import dev.alphazero.worker.benchmark.measure.Figure;
import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.PartName;
import java.util.List;
import java.util.Optional;

/// One case of a part: what was done, with what, and how fast.
///
/// @param name of the case, unique in its part
/// @param note what a reader must know to read it right; may be empty
public record Row(
    PartName part, String name, Conditions conditions, List<Figure> figures, String note) {
  public Row {
    figures = List.copyOf(figures);
  }

  Optional<Figure> find(Measure measure) {
    return figures.stream().filter(figure -> figure.measure() == measure).findFirst();
  }
}
