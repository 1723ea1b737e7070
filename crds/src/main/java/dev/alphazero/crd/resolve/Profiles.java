package dev.alphazero.crd.resolve;

import dev.alphazero.crd.AlphaZeroProfileSpec;
import dev.alphazero.crd.ProfileDocument;
import dev.alphazero.crd.read.ProfileReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The profiles that a training may name. Immutable.
public final class Profiles {
  private static final List<String> BUILT_IN = List.of("high", "mid", "low", "cpu");

  private static final Profiles SHIPPED = new Profiles(shipped());

  private final Map<String, AlphaZeroProfileSpec> specs;

  private Profiles(Map<String, AlphaZeroProfileSpec> specs) {
    this.specs = specs;
  }

  /// Returns the profiles that are shipped: high, mid, low, cpu.
  public static Profiles builtIn() {
    return SHIPPED;
  }

  private static Map<String, AlphaZeroProfileSpec> shipped() {
    Map<String, AlphaZeroProfileSpec> specs = new LinkedHashMap<>();
    for (String name : BUILT_IN) {
      ProfileDocument document =
          ProfileReader.read(
              "profiles/" + name + ".yaml", DataFiles.text("/profiles/" + name + ".yaml"));
      specs.put(name, Objects.requireNonNull(document.spec()));
    }
    return specs;
  }

  /// Returns these profiles and one more, which wins over one of the same name.
  public Profiles with(String name, AlphaZeroProfileSpec spec) {
    Map<String, AlphaZeroProfileSpec> more = new LinkedHashMap<>(specs);
    more.put(name, spec);
    return new Profiles(more);
  }

  /// Returns the names, the built-in ones first.
  public Set<String> names() {
    return specs.keySet();
  }

  /// Returns the profile of that name, or null.
  public @Nullable AlphaZeroProfileSpec find(String name) {
    return specs.get(name);
  }
}
