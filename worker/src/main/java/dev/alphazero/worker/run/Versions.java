package dev.alphazero.worker.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// What a run was made with.
///
/// @param alphazero this program
/// @param java the virtual machine
/// @param djl the library between Java and libtorch
/// @param libtorch the library that computes
public record Versions(String alphazero, String java, String djl, String libtorch) {
  /// Written by the build.
  private static final String RESOURCE = "/versions.properties";

  /// Returns the versions of this process, without loading libtorch.
  public static Versions ofThisProcess() {
    Properties built = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Versions.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Versions(
        built.getProperty("alphazero", ""),
        (System.getProperty("java.vendor.version", "") + " " + Runtime.version()).strip(),
        built.getProperty("djl", ""),
        built.getProperty("libtorch", ""));
  }
}
