package dev.alphazero.operator.live;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A right as RBAC counts them.
///
/// @param resource with the API group and the sub-resource, for example
///   `alphazero.dev/alphazerotrainings/status`
record Right(String verb, String resource) implements Comparable<Right> {
  private static final int CREATED = 201;
  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api|apis/(?<group>[^/]+))/[^/]+/(?:namespaces/[^/]+/)?"
              + "(?<resource>[^/]+)(?:/(?<name>[^/]+))?(?:/(?<sub>[^/]+))?");

  /// Returns what a request needs; empty for what is no resource, as the server's version.
  static Optional<Right> of(Wire.Request request) {
    Matcher path = PATH.matcher(request.path());
    return path.matches()
        ? Optional.of(new Right(verb(request, path.group("name") != null), resource(path)))
        : Optional.empty();
  }

  /// Returns all rights that were needed. A patch that creates needs two.
  static Set<Right> usedBy(Wire wire) {
    return Stream.concat(
            wire.requests().stream().flatMap(request -> of(request).stream()),
            wire.answers().stream()
                .filter(answer -> answer.code() == CREATED)
                .flatMap(answer -> of(answer.request()).stream())
                .map(right -> new Right("create", right.resource)))
        .collect(Collectors.toSet());
  }

  /// Returns what a rule grants.
  static Stream<Right> in(PolicyRule rule) {
    return rule.getApiGroups().stream()
        .flatMap(group -> rule.getResources().stream().map(resource -> group + "/" + resource))
        .flatMap(resource -> rule.getVerbs().stream().map(verb -> new Right(verb, resource)));
  }

  private static String verb(Wire.Request request, boolean named) {
    return switch (request.method()) {
      case "GET" -> named ? "get" : request.watch() ? "watch" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> named ? "delete" : "deletecollection";
      default -> throw new IllegalArgumentException("method=" + request.method());
    };
  }

  private static String resource(Matcher path) {
    String group = path.group("group") == null ? "" : path.group("group");
    String sub = path.group("sub") == null ? "" : "/" + path.group("sub");
    return group + "/" + path.group("resource") + sub;
  }

  @Override
  public int compareTo(Right other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return resource + " " + verb;
  }
}
