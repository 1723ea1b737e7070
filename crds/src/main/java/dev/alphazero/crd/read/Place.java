package dev.alphazero.crd.read;

/// Where a value was written.
///
/// @param source name of the file, or the flag as typed, for example `--set search.simulations`;
///   empty when the resource came from a cluster
/// @param line from 1; 0 if there are no lines
/// @param isFlag whether it is a flag of the command line
public record Place(String source, int line, boolean isFlag) {
  /// Returns the place of a line in a file; 0 means the whole file.
  public static Place inFile(String file, int line) {
    return new Place(file, line, false);
  }

  /// Returns the place of a flag.
  public static Place atFlag(String flag) {
    return new Place(flag, 0, true);
  }

  /// Returns `examples/x.yaml:9`, `examples/x.yaml` or `--set search.simulations`.
  public String text() {
    return line > 0 ? source + ":" + line : source;
  }
}
