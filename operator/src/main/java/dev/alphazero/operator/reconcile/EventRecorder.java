package dev.alphazero.operator.reconcile;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.operator.status.Event;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes Kubernetes events about trainings. An event that cannot be written is logged: it is news,
/// not state.
final class EventRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final String CONTROLLER = "alphazero.dev/operator";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /// The API server's limit.
  private static final int LONGEST_NOTE = 1024;

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;

  /// @param instance name of this operator among several, for example that of its pod
  EventRecorder(KubernetesClient client, Clock clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
  }

  void record(AlphaZeroTraining training, List<Event> events) {
    for (Event event : events) {
      LOG.info("{}: {}", event.reason(), event.message());
      try {
        write(training, event);
      } catch (KubernetesClientException e) {
        LOG.warn("the event {} could not be written: {}", event.reason(), e.getMessage());
      }
    }
  }

  private void write(AlphaZeroTraining training, Event event) {
    String note = event.message();
    client
        .events()
        .v1()
        .events()
        .inNamespace(training.getMetadata().getNamespace())
        .resource(
            new EventBuilder()
                .withNewMetadata()
                .withGenerateName(training.getMetadata().getName() + "-")
                .withNamespace(training.getMetadata().getNamespace())
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(clock.instant())))
                .withType(event.type().text())
                .withReason(event.reason())
                .withAction("Reconcile")
                .withNote(note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withRegarding(reference(training))
                .build())
        .create();
  }

  private static ObjectReference reference(AlphaZeroTraining training) {
    return new ObjectReferenceBuilder()
        .withApiVersion(training.getApiVersion())
        .withKind(training.getKind())
        .withName(training.getMetadata().getName())
        .withNamespace(training.getMetadata().getNamespace())
        .withUid(training.getMetadata().getUid())
        .build();
  }
}
