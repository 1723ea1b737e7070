package dev.alphazero.worker.network;

/// The shape of a policy and value network: a residual tower in the style of AlphaZero.
///
/// A board of one row is convolved along the row only, with kernels of 3; any other board with
/// kernels of 3x3.
///
/// @param planes C, input planes of a position
/// @param height H, rows of the board
/// @param width W, columns of the board
/// @param actions A, entries of the policy
/// @param blocks residual blocks of two convolutions each
/// @param channels channels of the tower
public record NetworkSpec(
    int planes, int height, int width, int actions, int blocks, int channels) {

  public NetworkSpec {
    requireIn("planes", planes, 1, 1024);
    requireIn("height", height, 1, 64);
    requireIn("width", width, 1, 64);
    requireIn("actions", actions, 1, 65_536);
    requireIn("blocks", blocks, 1, 64);
    requireIn("channels", channels, 1, 1024);
  }

  private static void requireIn(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "network %s must be in [%d, %d], %s=%d".formatted(name, low, high, name, value));
    }
  }

  /// Returns the cells of the board, `H*W`.
  public int cells() {
    return height * width;
  }

  /// Returns the floats of one input position, `C*H*W`.
  public int inputs() {
    return planes * cells();
  }

  /// Returns the layers.
  public Tower tower() {
    return Tower.of(this);
  }

  /// Returns how many numbers are learned; batch norm's running statistics are not among them.
  public int parameters() {
    return WeightLayout.of(this).parameters();
  }

  /// Returns the multiply-adds of evaluating one position, without biases and batch norm.
  public long multiplyAdds() {
    Tower tower = tower();
    long sum = 0;
    for (Convolution convolution : tower.convolutions()) {
      sum += (long) convolution.weights() * cells();
    }
    for (Linear linear : tower.linears()) {
      sum += linear.weights();
    }
    return sum;
  }
}
