package dev.alphazero.operator.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What trainings may ask for, by namespace. `values.yaml` of the chart explains each field.
///
/// @param version of this form
/// @param contact whom to ask for more, as words in a message; null for the administrator
/// @param bounds of every namespace; what they leave out is as in `Bounds.DEFAULT`
/// @param namespaces what differs in some namespaces; the first entry that fits a namespace counts
public record Policy(
    int version,
    @Nullable String contact,
    @Nullable Bounds bounds,
    @Nullable List<Entry> namespaces) {
  /// The form that is read.
  public static final int VERSION = 1;

  /// The policy of an operator that is told none.
  public static final Policy DEFAULT = new Policy(VERSION, null, null, null);

  /// What differs in the namespaces of a selector.
  ///
  /// @param name of the entry, for messages
  /// @param bounds each field that is there takes the place of the field for every namespace
  public record Entry(String name, NamespaceSelector namespaceSelector, Bounds bounds) {}

  /// Returns the bounds of a namespace, nothing left out.
  ///
  /// @param labels of the namespace
  public Bounds boundsOf(Map<String, String> labels) {
    Bounds everywhere = bounds == null ? Bounds.DEFAULT : bounds.over(Bounds.DEFAULT);
    return entries().stream()
        .filter(entry -> entry.namespaceSelector().matches(labels))
        .findFirst()
        .map(entry -> entry.bounds().over(everywhere))
        .orElse(everywhere);
  }

  /// Returns whether labels of namespaces must be read. A selector by the name alone needs no
  /// right: every namespace has its name as a label.
  @JsonIgnore
  public boolean readsNamespaces() {
    return entries().stream().anyMatch(entry -> entry.namespaceSelector().readsLabels());
  }

  /// Returns whom to ask for more.
  @JsonIgnore
  public String whomToAsk() {
    return contact == null || contact.isBlank() ? "the operator's administrator" : contact;
  }

  private List<Entry> entries() {
    return Objects.requireNonNullElse(namespaces, List.of());
  }
}
