package dev.alphazero.worker.cli;

import dev.alphazero.worker.run.Versions;
import picocli.CommandLine.IVersionProvider;

/// Prints the versions that a bug report needs.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Versions versions = Versions.ofThisProcess();
    return new String[] {
      "alphazero " + versions.alphazero(),
      "Java " + versions.java(),
      "libtorch " + versions.libtorch() + " through DJL " + versions.djl()
    };
  }
}
