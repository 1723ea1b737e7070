package dev.alphazero.worker.planes;

/// One input plane of a position.
///
/// @param name what the plane says, for people
/// @param kind how it is packed
/// @param scale what a packed number is multiplied by, so that the network sees about [0, 1]; 1 for
///   bits
/// @param meaning what a cell holds, in words for whoever reads an exported network; no part of the
///   layout
public record Plane(String name, Kind kind, float scale, String meaning) {
  /// How a plane is packed.
  public enum Kind {
    /// One bit per cell: `ceil(H*W/8)` bytes, cell i is bit `i % 8` of byte `i / 8`.
    BITS,
    /// One unsigned byte per cell: `H*W` bytes.
    COUNTS,
    /// One unsigned byte for the whole plane.
    SCALAR
  }

  public static Plane bits(String name) {
    return new Plane(name, Kind.BITS, 1, "");
  }

  public static Plane counts(String name, float scale) {
    return new Plane(name, Kind.COUNTS, scale, "");
  }

  public static Plane scalar(String name, float scale) {
    return new Plane(name, Kind.SCALAR, scale, "");
  }

  /// Returns the plane with words for what a cell holds.
  public Plane meaning(String words) {
    return new Plane(name, kind, scale, words);
  }
}
