package dev.alphazero.crd.resolve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What resolution found.
///
/// @param settings the resolved settings
/// @param origins where each value came from, by path, in the order of the settings; the paths are
///   those of `SettingsJson.values`
/// @param profileReason why this profile: `cpu: no GPU found`
/// @param warnings what the user should know, one sentence each
/// @param hash SHA-256 of the settings in hexadecimal
public record Resolved(
    Settings settings,
    Map<String, Origin> origins,
    String profileReason,
    List<String> warnings,
    String hash) {
  public Resolved {
    origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
    warnings = List.copyOf(warnings);
  }
}
