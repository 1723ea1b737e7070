package dev.alphazero.worker.network.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import dev.alphazero.worker.network.SingleLibtorch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The native library: loaded once, without network access.
public final class Libtorch {
  private Libtorch() {}

  /// Loads the library on first use, and makes the calling thread fit to run models.
  ///
  /// The TorchScript optimiser is off: it slows the first calls, speeds nothing up later, and its
  /// automatic differentiation mixes data types. The flag is one per thread.
  static void prepareThread() {
    Loaded.ENGINE.getVersion();
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException(
          "models run on platform threads only: a call pins its thread");
    }
    JniUtils.setGraphExecutorOptimize(false);
    JniUtils.setGradMode(false);
  }

  /// Returns the library's version, for example `2.7.1`.
  public static String version() {
    return Loaded.ENGINE.getVersion();
  }

  static PtNDManager newManager() {
    return (PtNDManager) NDManager.newBaseManager();
  }

  static PtSymbolBlock load(PtNDManager manager, byte[] archive) {
    try {
      return JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Loaded {
    static final Engine ENGINE = load();

    private static Engine load() {
      SingleLibtorch.claim("the libtorch that comes with the program");
      System.setProperty("ai.djl.offline", "true");
      System.setProperty("OPT_OUT_TRACKING", "true");
      return Engine.getEngine("PyTorch");
    }
  }
}
