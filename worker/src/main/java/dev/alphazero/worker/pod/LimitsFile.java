package dev.alphazero.worker.pod;

import dev.alphazero.crd.progress.Limits;
import dev.alphazero.crd.role.LimitsYaml;
import dev.alphazero.crd.role.RoleConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The limits that a learner works by: those of the file beside its configuration, which the
/// kubelet replaces as the training's change, or of the configuration where there is no such file.
/// A file that cannot be read changes nothing. Owned by the training's thread.
final class LimitsFile implements Supplier<Limits> {
  /// Time between two looks at the file.
  static final Duration REREAD = Duration.ofSeconds(5);

  private final Path file;
  private final LongSupplier nanoClock;
  private final Consumer<String> log;
  private Limits limits;
  private @Nullable String text;
  private long readNanos;

  /// @param configured limits of the learner's configuration
  LimitsFile(Path file, Limits configured, LongSupplier nanoClock, Consumer<String> log) {
    this.file = file;
    this.nanoClock = nanoClock;
    this.log = log;
    limits = configured;
    readNanos = nanoClock.getAsLong();
    read();
  }

  @Override
  public Limits get() {
    long now = nanoClock.getAsLong();
    if (now - readNanos >= REREAD.toNanos()) {
      readNanos = now;
      read();
    }
    return limits;
  }

  private void read() {
    try {
      String now = Files.readString(file);
      if (!now.equals(text)) {
        text = now;
        take(LimitsYaml.read(file.toString(), now));
      }
    } catch (NoSuchFileException _) {
      // Written by an earlier operator: the configuration says all.
    } catch (IOException | RoleConfigException e) {
      log.accept("the limits stay as they are: " + e.getMessage());
    }
  }

  private void take(Limits next) {
    if (!next.equals(limits)) {
      limits = next;
      log.accept("limits: " + (next.text().isEmpty() ? "none" : next.text()));
    }
  }
}
