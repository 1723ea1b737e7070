package dev.alphazero.operator.status;

import dev.alphazero.crd.role.Role;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Why the API server refuses a role's pods, and what to do. Controllers pass on its words and no
/// code, so the remedy is chosen by them; nothing else depends on what they say.
///
/// @param words of the API server, without the names of single pods, which differ at each attempt
/// @param remedy that fits the cause; a general one if the cause is not known
record PodRefusal(String words, String remedy) {
  /// What controllers and the recorder of events put before the words.
  private static final Pattern PREFIX =
      Pattern.compile(
          "^(\\(combined from similar events\\): )?"
              + "(create Pod \\S+ in StatefulSet \\S+ failed error: |Error creating: )?");

  private static final Pattern QUOTED_NAME = Pattern.compile("\\b([Pp]ods?) \"[^\"]*\"");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /// What generated names of pods end with.
  private static final String RANDOM = "[bcdfghjklmnpqrstvwxz2456789]";

  private static final Pattern MISSING =
      Pattern.compile("((?:requests\\.|limits\\.)?[a-z][a-z0-9./-]*) for: ");

  private static final Pattern REQUESTED = Pattern.compile("([a-z][A-Za-z0-9./-]*)=[^,]*");

  private static final Pattern RANGE =
      Pattern.compile(
          "(?:maximum|minimum) (\\S+) usage per \\S+ is \\S+ (?:but|No) (limit|request)"
              + "|(\\S+) max (limit) to request ratio per ");

  private record Cause(Pattern words, Function<MatchResult, String> remedy) {}

  /// Returns the refusal.
  ///
  /// @param workload name of the Deployment or StatefulSet
  /// @param told what its controller tells
  static PodRefusal of(Role role, String workload, String told) {
    String words = withoutNames(workload, told);
    return new PodRefusal(
        words,
        causes(role).stream()
            .flatMap(
                cause ->
                    cause
                        .words
                        .matcher(words)
                        .results()
                        .limit(1)
                        .map(found -> cause.remedy.apply(found)))
            .findFirst()
            .orElse(
                "change %s to what the namespace admits, or have the rule changed that refuses it"
                    .formatted(pods(role))));
  }

  private static String withoutNames(String workload, String told) {
    String words = PREFIX.matcher(SPACE.matcher(told.strip()).replaceAll(" ")).replaceFirst("");
    return Pattern.compile(
            "\\b%s-(\\d+|%s{1,10}-%s{5})\\b".formatted(Pattern.quote(workload), RANDOM, RANDOM))
        .matcher(QUOTED_NAME.matcher(words).replaceAll("$1"))
        .replaceAll(Matcher.quoteReplacement(workload));
  }

  /// The first that fits: a policy may say anything, so what it says comes before that it is one.
  private static List<Cause> causes(Role role) {
    String pods = pods(role);
    return List.of(
        cause(
            "because it is being terminated",
            _ -> "the namespace is being deleted, and the training with it"),
        cause(
            "violates PodSecurity \"([^\"]+)\"",
            found ->
                "change what it names in %s, or the namespace's level %s (label pod-security.kubernetes.io/enforce)"
                    .formatted(pods, found.group(1))),
        cause(
            "(?i)runAsUser|runAsGroup|fsGroup|supplementalGroups|security context constraint",
            _ ->
                "set %s.securityContext to users and groups that are allowed there, or to none where the platform sets them"
                    .formatted(pods)),
        cause(
            "failed quota: ([^ :]+): must specify (.+)",
            found ->
                "set %s, which the quota %s counts"
                    .formatted(missing(role, found.group(2)), found.group(1))),
        cause(
            "exceeded quota: ([^ ,]+)(?:, requested: (.+), used: )?",
            found ->
                "raise the quota %s, or lower %s"
                    .formatted(found.group(1), asked(role, found.group(2)))),
        cause(
            "insufficient quota to (?:consume|match)",
            _ ->
                "have a quota made that admits such pods, or change %s.priorityClassName"
                    .formatted(pods)),
        cause(
            ".*(?: usage per | max limit to request ratio per ).*",
            found ->
                "change %s to fit the namespace's LimitRange (kubectl describe limitrange), or have that changed"
                    .formatted(ranged(role, found.group()))),
        cause(
            "PriorityClass with name (\\S+?)(?: was found|:)",
            found ->
                "have the PriorityClass %s made, or change %s.priorityClassName (kubectl get priorityclasses)"
                    .formatted(found.group(1), pods)),
        cause(
            "RuntimeClass \"?([^ \"]+)\"? not found",
            found ->
                "have the RuntimeClass %s made, or change %s.runtimeClassName (kubectl get runtimeclasses)"
                    .formatted(found.group(1), pods)),
        cause(
            "RuntimeClass|runtimeClass",
            _ -> "change %s.runtimeClassName or nodeSelector".formatted(pods)),
        cause(
            "error looking up service account ([^ :]+)",
            found ->
                "the account %s must be there: the operator makes a training's own again unless condition WriteRefused says why not"
                    .formatted(found.group(1))),
        cause(
            "failed (?:calling|to call) webhook \"?([^ \":]+)",
            found ->
                "the webhook %s does not answer, which its owner must mend; nothing in the training is wrong"
                    .formatted(found.group(1))),
        cause(
            "ValidatingAdmissionPolicy '([^']+)'|admission webhook \"([^\"]+)\"",
            found ->
                "change %s to what the policy %s asks for, or have that make an exception"
                    .formatted(pods, found.group(1) == null ? found.group(2) : found.group(1))),
        cause("is invalid: ", _ -> "change the field of %s that it comes from".formatted(pods)));
  }

  private static Cause cause(String words, Function<MatchResult, String> remedy) {
    return new Cause(Pattern.compile(words), remedy);
  }

  private static String missing(Role role, String resources) {
    return joined(
        role, MISSING.matcher(resources).results().map(found -> field(role, found.group(1))));
  }

  private static String asked(Role role, @Nullable String requested) {
    return joined(
        role,
        REQUESTED
            .matcher(Objects.requireNonNullElse(requested, ""))
            .results()
            .map(found -> field(role, found.group(1))));
  }

  private static String ranged(Role role, String words) {
    return joined(
        role,
        RANGE
            .matcher(words)
            .results()
            .map(
                found ->
                    found.group(1) == null
                        ? resource(role, "limits", found.group(3))
                        : resource(role, found.group(2) + "s", found.group(1))));
  }

  private static String joined(Role role, Stream<String> fields) {
    String joined = fields.distinct().collect(Collectors.joining(" and "));
    return joined.isEmpty() ? pods(role) + ".resources" : joined;
  }

  /// What a quota counts, as the field that sets it.
  private static String field(Role role, String counted) {
    String resource = counted.replaceFirst("^(requests|limits)\\.", "");
    if (resource.equals("pods") || resource.startsWith("count/")) {
      return switch (role) {
        case ACTOR -> "actors.replicas or actors.autoscaling.max";
        case INFERENCE -> "inference.replicas";
        case LEARNER -> "the number of other pods";
      };
    }
    if (resource.contains("/")) {
      return "the GPUs that the profile asks for";
    }
    return resource(role, counted.startsWith("limits.") ? "limits" : "requests", resource);
  }

  private static String resource(Role role, String list, String resource) {
    return "%s.resources.%s.%s".formatted(pods(role), list, resource);
  }

  private static String pods(Role role) {
    return "spec.pods." + role.text();
  }
}
