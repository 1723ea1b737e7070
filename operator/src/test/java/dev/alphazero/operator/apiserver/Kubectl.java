package dev.alphazero.operator.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The real `kubectl`, as a user of the server runs it.
///
/// @param folder where it keeps its caches, instead of in the home folder
public record Kubectl(String path, Path kubeconfig, Path folder) {
  /// What a command said.
  ///
  /// @param exit 0 if all went well
  public record Outcome(int exit, String out, String err) {}

  Outcome run(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(path));
    command.addAll(List.of(arguments));
    try {
      Path stdin = Files.createTempFile(folder, "kubectl", ".in");
      Path stderr = Files.createTempFile(folder, "kubectl", ".err");
      Files.writeString(stdin, input);
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectInput(stdin.toFile()).redirectError(stderr.toFile());
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      builder.environment().put("HOME", folder.toString());
      Process process = builder.start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Outcome outcome = new Outcome(process.waitFor(), out, Files.readString(stderr));
      Files.delete(stdin);
      Files.delete(stderr);
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running kubectl", e);
    }
  }
}
