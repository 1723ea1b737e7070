package dev.alphazero.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alphazero.crd.json.Sha256;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The writes that lead from what is there to what is desired. Asks nobody.
///
/// A live object is left alone if it carries the hash of what is desired and still says all of it:
/// the hash finds what is no longer desired, the comparison what was edited by hand.
public final class Changes {
  /// First half of the SHA-256 of the desired object that was written.
  public static final String HASH = "alphazero.dev/desired-hash";

  private static final int HASH_DIGITS = 32;

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private Changes() {}

  /// Returns creations and updates in the order of the desired objects, then removals.
  ///
  /// @param desired freshly made; each gets its hash
  /// @param live the children that exist and that the training may use
  /// @param removable whether a live object that is not desired may be removed now
  public static List<Change> between(
      List<HasMetadata> desired, Collection<HasMetadata> live, Predicate<HasMetadata> removable) {
    Map<Key, HasMetadata> there = new HashMap<>();
    live.forEach(object -> there.put(Key.of(object), object));
    List<Change> changes = new ArrayList<>();
    Set<Key> wanted = new HashSet<>();
    for (HasMetadata object : desired) {
      Key key = Key.of(object);
      wanted.add(key);
      HasMetadata existing = there.get(key);
      ObjectNode tree = JSON.convertValue(object, ObjectNode.class);
      String hash = Sha256.of(tree.toString()).substring(0, HASH_DIGITS);
      object.getMetadata().getAnnotations().put(HASH, hash);
      if (existing == null) {
        changes.add(new Change.Create(object));
      } else if (!isLeaving(existing) && differs(tree, hash, existing)) {
        changes.add(new Change.Update(object, existing));
      }
    }
    for (HasMetadata object : live) {
      if (!wanted.contains(Key.of(object)) && !isLeaving(object) && removable.test(object)) {
        changes.add(new Change.Delete(object));
      }
    }
    return changes;
  }

  /// It is created again when it has gone.
  private static boolean isLeaving(HasMetadata live) {
    return live.getMetadata().getDeletionTimestamp() != null;
  }

  private static boolean differs(ObjectNode desired, String hash, HasMetadata live) {
    Map<String, String> annotations = live.getMetadata().getAnnotations();
    return annotations == null
        || !hash.equals(annotations.get(HASH))
        || Difference.between(desired, JSON.convertValue(live, JsonNode.class)).isPresent();
  }
}
