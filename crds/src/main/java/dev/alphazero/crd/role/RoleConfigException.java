package dev.alphazero.crd.role;

/// A role's configuration file cannot be used. The message names the file and the field.
public final class RoleConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RoleConfigException(String source, String problem, Throwable cause) {
    super(source + ": " + problem, cause);
  }

  RoleConfigException(String source, String problem) {
    super(source + ": " + problem);
  }
}
