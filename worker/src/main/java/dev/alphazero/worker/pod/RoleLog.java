package dev.alphazero.worker.pod;

import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/// Writes a pod's log: one line an event, with the time in UTC. Thread-safe.
public final class RoleLog implements Consumer<String> {
  private final PrintStream out;
  private final Clock clock;

  public RoleLog(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void accept(String line) {
    out.println(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + line);
    out.flush();
  }
}
