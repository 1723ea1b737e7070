package dev.alphazero.crd.read;

/// A value given on the command line; it wins over the file.
///
/// @param label the flag as typed, without its value, for example `--set search.simulations`
/// @param path the field below `spec`, for example `search.simulations`
/// @param value a YAML scalar, or a list or object in flow style
public record Flag(String label, String path, String value) {
  /// Returns the flag of `--set path=value`. Without `=` the value is empty, which the reader
  /// refuses.
  public static Flag set(String assignment) {
    int equals = assignment.indexOf('=');
    String path = equals < 0 ? assignment : assignment.substring(0, equals);
    return new Flag(
        "--set " + path.strip(),
        path.strip(),
        equals < 0 ? "" : assignment.substring(equals + 1).strip());
  }

  /// Returns the flag of an option with a field of its own: `of("--seed", "seed", "3")`.
  public static Flag of(String option, String path, String value) {
    return new Flag(option, path, value);
  }

  /// Returns how the flag is written, without its value.
  String usage() {
    return label.startsWith("--set") ? "--set path=value" : label + " VALUE";
  }
}
