package dev.alphazero.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.alphazero.operator.apply.Refusals.Standing;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.owned.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes children. What the server refuses for good becomes a `Refusal`; what may succeed when
/// tried again (conflict, overload, no server) is thrown.
///
/// Objects are written by server-side apply: the fields that we once wrote and no longer want go
/// away, those of others stay.
public final class Applier {
  /// Owner of the fields that the operator writes.
  public static final String FIELD_MANAGER = "alphazero-operator";

  /// How everything is written: the operator's fields are its own, whoever edited them.
  public static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(FIELD_MANAGER)
          .withForce(true)
          .build();

  /// Answers that a repetition does not change: malformed, forbidden, not allowed, too large,
  /// invalid.
  private static final Set<Integer> FINAL = Set.of(400, 403, 405, 413, 422);

  private static final PatchContext REMOVE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON)
          .withFieldManager(FIELD_MANAGER)
          .build();

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int INVALID = 422;
  private static final String NEW = "1";

  private final KubernetesClient client;
  private final Consumer<HasMetadata> written;
  private final Consumer<Refusal> refused;

  /// @param written is told of each object that was created or updated, as the server has it
  /// @param refused is told of each write that was refused just now
  public Applier(
      KubernetesClient client, Consumer<HasMetadata> written, Consumer<Refusal> refused) {
    this.client = client;
    this.written = written;
    this.refused = refused;
  }

  /// Makes the changes in their order. A refused one does not hold up the others, but for that of
  /// what was frozen: nothing may follow from what is not kept.
  ///
  /// @param before what was refused last time, and may not be worth an attempt yet
  /// @param generation of the training's specification
  /// @return what stands refused now
  /// @throws KubernetesClientException if the server could not be reached or asks to try again
  public Refusals apply(List<Change> changes, Refusals before, long generation, Instant now) {
    Map<Key, Standing> standing = new HashMap<>();
    for (Change change : changes) {
      Optional<Standing> useless = before.against(change, generation, now);
      Optional<Standing> refusal =
          useless.isPresent()
              ? useless
              : attempt(change).map(words -> before.after(change, generation, words, now));
      refusal.ifPresent(it -> standing.put(Key.of(change.object()), it));
      if (refusal.isPresent() && change.object() instanceof ControllerRevision) {
        break;
      }
    }
    return new Refusals(standing);
  }

  /// Returns the refusal, if it is one.
  private Optional<Refusal> attempt(Change change) {
    Refusal refusal;
    try {
      write(change);
      return Optional.empty();
    } catch (ForeignObjectException e) {
      refusal = refusal(change.object(), CONFLICT, e.getMessage());
    } catch (KubernetesClientException e) {
      if (!FINAL.contains(e.getCode())) {
        throw e;
      }
      refusal =
          refusal(
              change.object(),
              e.getCode(),
              e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage());
    }
    refused.accept(refusal);
    return Optional.of(refusal);
  }

  private void write(Change change) {
    switch (change) {
      case Change.Create(HasMetadata object) -> written.accept(create(object));
      case Change.Update(HasMetadata object) -> written.accept(update(object));
      case Change.Delete(HasMetadata object) -> delete(object);
    }
  }

  /// An apply with a resource version that no object has creates, or conflicts with what is there.
  private HasMetadata create(HasMetadata object) {
    object.getMetadata().setResourceVersion(NEW);
    try {
      return client.resource(object).patch(APPLY);
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        refuseForeign(object, e);
      }
      throw e;
    }
  }

  /// What is refused as invalid is tried once more without what another wrote in its place.
  private HasMetadata update(HasMetadata object) {
    try {
      return client.resource(object).patch(APPLY);
    } catch (KubernetesClientException e) {
      if (e.getCode() != INVALID || !removeAlternatives(object)) {
        throw e;
      }
      return client.resource(object).patch(APPLY);
    }
  }

  /// Returns whether there were any.
  private boolean removeAlternatives(HasMetadata object) {
    HasMetadata live = client.resource(object).get();
    ArrayNode patch = Alternatives.removals(tree(object), tree(live));
    if (!patch.isEmpty()) {
      client.resource(object).patch(REMOVE, patch.toString());
    }
    return !patch.isEmpty();
  }

  private static JsonNode tree(@Nullable HasMetadata object) {
    return object == null ? MissingNode.getInstance() : JSON.convertValue(object, JsonNode.class);
  }

  /// An object that is ours and was not seen yet is worth another try; that of somebody else is
  /// not.
  private void refuseForeign(HasMetadata object, KubernetesClientException conflict) {
    HasMetadata there = client.resource(object).get();
    if (there != null && !Ownership.isOurs(there)) {
      throw new ForeignObjectException(
          "must not exist, or have the label " + Children.MANAGED_BY + "=" + Children.MANAGER,
          conflict);
    }
  }

  /// Deletes the very object that was seen, not one of its name that came after it.
  private void delete(HasMetadata object) {
    try {
      client.resource(object).lockResourceVersion().delete();
    } catch (KubernetesClientException e) {
      if (e.getCode() != NOT_FOUND) {
        throw e;
      }
    }
  }

  private static Refusal refusal(HasMetadata object, int code, @Nullable String words) {
    return new Refusal(
        object.getKind(),
        object.getMetadata().getName(),
        code,
        Objects.requireNonNullElse(words, "no reason given"));
  }

  /// An object of the wanted name belongs to somebody else.
  private static final class ForeignObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForeignObjectException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
