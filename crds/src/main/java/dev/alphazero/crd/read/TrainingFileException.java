package dev.alphazero.crd.read;

import java.util.List;
import java.util.stream.Collectors;

/// A file, a flag or their combination with the hardware cannot be used. The message has one line
/// per problem.
public final class TrainingFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public TrainingFileException(List<Problem> problems) {
    super(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// Returns the problems, flags after files, each file from top to bottom.
  public List<Problem> problems() {
    return problems;
  }
}
