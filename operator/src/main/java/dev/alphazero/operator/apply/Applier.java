package dev.alphazero.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.operator.apply.Refusals.Standing;
import io.fabric8.kubernetes.api.model.HasMetadata;
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

/// Writes the children of one training. What the server refuses for good becomes a `Refusal`; what
/// may succeed when tried again (conflict, overload, no server) is thrown.
///
/// Objects are written by server-side apply: the fields that we once wrote and no longer want go
/// away, those of others stay. Every write carries the resource version of the object that was
/// judged (`Adoption`), or one that no object has, so that nothing is overwritten unseen; and what
/// the server answers is judged again (decision 0016).
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

  /// How what others wrote is taken away.
  public static final PatchContext REMOVE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON)
          .withFieldManager(FIELD_MANAGER)
          .build();

  /// Answers that a repetition does not change: malformed, forbidden, not allowed, too large,
  /// invalid.
  private static final Set<Integer> FINAL = Set.of(400, 403, 405, 413, 422);

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int INVALID = 422;

  /// What was seen is not what is there: both say so.
  private static final Set<Integer> STALE = Set.of(NOT_FOUND, CONFLICT);

  /// Writes of an object that others write at the same time, before it is left for the next
  /// reconciliation.
  private static final int ATTEMPTS = 3;

  /// A resource version that no object has.
  private static final String NEW = "1";

  private final KubernetesClient client;
  private final AlphaZeroTraining training;
  private final Consumer<HasMetadata> written;
  private final Consumer<Refusal> refused;

  /// @param training whose children are written
  /// @param written is notified of each object that was created or updated, as the server has it
  /// @param refused is notified of each write that was refused just now
  public Applier(
      KubernetesClient client,
      AlphaZeroTraining training,
      Consumer<HasMetadata> written,
      Consumer<Refusal> refused) {
    this.client = client;
    this.training = training;
    this.written = written;
    this.refused = refused;
  }

  /// Makes the changes in their order. A refused one holds back what must not follow without it
  /// (`Hold`) and nothing else.
  ///
  /// @param before what was refused last time, and may not be worth an attempt yet
  /// @return what stands refused now
  /// @throws KubernetesClientException if the server could not be reached or asks to try again
  /// @throws TrainingGoneException if the training was deleted meanwhile
  public Refusals apply(List<Change> changes, Refusals before, Instant now) {
    long generation = Objects.requireNonNullElse(training.getMetadata().getGeneration(), 0L);
    Map<Key, Standing> standing = new HashMap<>();
    Hold hold = new Hold();
    for (Change change : changes) {
      if (hold.holds(change)) {
        continue;
      }
      Optional<Standing> useless = before.against(change, generation, now);
      Optional<Standing> refusal =
          useless.isPresent()
              ? useless
              : attempt(change).map(words -> before.after(change, generation, words, now));
      refusal.ifPresent(
          it -> {
            standing.put(Key.of(change.object()), it);
            hold.refused(change, it.refusal());
          });
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
      refusal = refusal(change.object(), Refusal.NOT_OURS, e.getMessage());
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
      case Change.Create(HasMetadata object) -> written.accept(write(object, null));
      case Change.Update(HasMetadata object, HasMetadata live) ->
          written.accept(write(object, live));
      case Change.Delete(HasMetadata object) -> delete(object);
    }
  }

  /// Writes over the object that was seen, and looks again if that is no longer what is there.
  ///
  /// @param seen what was seen under the name; null for nothing
  /// @return the server's answer
  private HasMetadata write(HasMetadata object, @Nullable HasMetadata seen) {
    HasMetadata there = seen;
    for (int attempt = 1; ; attempt++) {
      try {
        HasMetadata answer = there == null ? create(object) : update(object, there);
        mayUse(object, answer);
        return answer;
      } catch (KubernetesClientException e) {
        if (attempt == ATTEMPTS || !STALE.contains(e.getCode())) {
          throw e;
        }
        there = client.resource(object).get();
      }
    }
  }

  /// An apply with a resource version that no object has creates, or conflicts with what is there.
  private HasMetadata create(HasMetadata object) {
    return apply(object, NEW);
  }

  /// What is refused as invalid is tried once more without what another wrote in its place.
  private HasMetadata update(HasMetadata object, HasMetadata there) {
    if (mayUse(object, there) instanceof Adoption.Adopt) {
      mustExist();
    }
    try {
      return apply(object, there.getMetadata().getResourceVersion());
    } catch (KubernetesClientException e) {
      if (e.getCode() != INVALID) {
        throw e;
      }
      return apply(object, withoutAlternatives(object, e).getMetadata().getResourceVersion());
    }
  }

  private HasMetadata apply(HasMetadata object, String version) {
    object.getMetadata().setResourceVersion(version);
    return client.resource(object).patch(APPLY);
  }

  /// Returns the live object, which had some.
  private HasMetadata withoutAlternatives(HasMetadata object, KubernetesClientException refusal) {
    HasMetadata live = client.resource(object).get();
    if (live == null) {
      throw refusal;
    }
    mayUse(object, live);
    ArrayNode patch = Alternatives.removals(tree(object), tree(live));
    if (patch.isEmpty()) {
      throw refusal;
    }
    patch
        .addObject()
        .put("op", "replace")
        .put("path", "/metadata/resourceVersion")
        .put("value", live.getMetadata().getResourceVersion());
    return client.resource(object).patch(REMOVE, patch.toString());
  }

  private static JsonNode tree(HasMetadata object) {
    return JSON.convertValue(object, JsonNode.class);
  }

  /// Returns how an object may be used.
  private Adoption mayUse(HasMetadata desired, HasMetadata there) {
    Adoption adoption = Adoption.of(desired, there, training);
    return switch (adoption) {
      case Adoption.Own _, Adoption.Adopt _ -> adoption;
      case Adoption.Wait _ -> throw new LeftoverException(desired);
      case Adoption.NotOurs(String rule) -> throw new ForeignObjectException(rule);
    };
  }

  /// Asks the server, not the cache: the garbage collector deletes at once what belongs to a
  /// training that it has seen go.
  private void mustExist() {
    AlphaZeroTraining live =
        client
            .resources(AlphaZeroTraining.class)
            .inNamespace(training.getMetadata().getNamespace())
            .withName(training.getMetadata().getName())
            .get();
    if (live == null
        || live.getMetadata().getDeletionTimestamp() != null
        || !live.getMetadata().getUid().equals(training.getMetadata().getUid())) {
      throw new TrainingGoneException(training);
    }
  }

  /// Deletes the very object that was seen, not one of its name that came after it.
  private void delete(HasMetadata object) {
    if (mayUse(object, object) instanceof Adoption.Adopt) {
      mustExist();
    }
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

    ForeignObjectException(String rule) {
      super(rule);
    }
  }

  /// An object of the wanted name is about to be collected.
  private static final class LeftoverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeftoverException(HasMetadata object) {
      super(
          "%s %s must be gone first: it is being deleted, or of a training of this name that was, and Kubernetes' garbage collector has not removed it yet"
              .formatted(object.getKind(), object.getMetadata().getName()));
    }
  }
}
