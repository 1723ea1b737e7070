package dev.alphazero.worker.network.torchscript;

/// Modules of one method, for tests of what runs them.
public final class ScriptFixtures {
  private ScriptFixtures() {}

  /// Returns an archive whose `run(x, y)` sets y to an expression of x.
  ///
  /// @param expression as in `torch.neg(x)`
  public static byte[] archive(String expression) {
    MethodSource source =
        new MethodSource("run", "x: Tensor, y: Tensor", "NoneType")
            .line("_0 = torch.copy_(y, %s, False)", expression)
            .line("return None");
    return new ScriptArchive().methods(source.text()).bytes();
  }
}
