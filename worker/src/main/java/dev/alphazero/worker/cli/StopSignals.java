package dev.alphazero.worker.cli;

import java.util.function.BooleanSupplier;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Turns the first SIGINT or SIGTERM into a request to stop; a second one ends the process as
/// usual.
///
/// A shutdown hook cannot do this: by then the exit code is fixed, and a tidy stop must exit with
/// 0.
final class StopSignals implements BooleanSupplier, AutoCloseable {
  private static final Signal[] SIGNALS = {new Signal("INT"), new Signal("TERM")};

  private final SignalHandler[] before = new SignalHandler[SIGNALS.length];

  /// Written by the signal thread, read by the training's.
  private volatile boolean stopping;

  private final Runnable request;

  private StopSignals(Runnable request) {
    this.request = request;
  }

  static StopSignals install() {
    return install(() -> {});
  }

  /// @param request called by the signal thread, once
  static StopSignals install(Runnable request) {
    StopSignals stop = new StopSignals(request);
    for (int i = 0; i < SIGNALS.length; i++) {
      stop.before[i] = Signal.handle(SIGNALS[i], signal -> stop.stop(signal));
    }
    return stop;
  }

  private void stop(Signal signal) {
    stopping = true;
    request.run();
    Signal.handle(signal, SignalHandler.SIG_DFL);
  }

  @Override
  public boolean getAsBoolean() {
    return stopping;
  }

  @Override
  public void close() {
    for (int i = 0; i < SIGNALS.length; i++) {
      Signal.handle(SIGNALS[i], before[i]);
    }
  }
}
