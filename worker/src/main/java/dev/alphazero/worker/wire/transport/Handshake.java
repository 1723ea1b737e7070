package dev.alphazero.worker.wire.transport;

import dev.alphazero.protocol.v1.Hello;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/// What both sides of a stream must agree on before anything else is sent.
///
/// @param training UID of the training's resource
/// @param sampleLayout hash of planes, actions and sample rows
/// @param weightLayout hash of the flat weights' order and sizes
/// @param peer name of this process, for the other side's log
public record Handshake(String training, long sampleLayout, long weightLayout, String peer) {
  /// Version of the rules of `roles.proto`.
  public static final int PROTOCOL = 1;

  /// Returns the first message of a client.
  public Hello hello() {
    return Hello.newBuilder()
        .setProtocol(PROTOCOL)
        .setTraining(training)
        .setSampleLayout(sampleLayout)
        .setWeightLayout(weightLayout)
        .setPeer(peer)
        .build();
  }

  /// Refuses a client that does not belong to this side.
  ///
  /// @throws StatusRuntimeException with FAILED_PRECONDITION, naming the field and both values
  public void require(Hello hello) {
    require("protocol version", Integer.toString(PROTOCOL), Integer.toString(hello.getProtocol()));
    require("training", training, hello.getTraining());
    require(
        "sample layout", Long.toHexString(sampleLayout), Long.toHexString(hello.getSampleLayout()));
    require(
        "weight layout", Long.toHexString(weightLayout), Long.toHexString(hello.getWeightLayout()));
  }

  private void require(String field, String ours, String theirs) {
    if (!ours.equals(theirs)) {
      throw Status.FAILED_PRECONDITION
          .withDescription(
              "the %s must be '%s' here, but the caller has '%s'. Roles of one training run the same version with the same configuration."
                  .formatted(
                      field, ours, theirs.length() <= 100 ? theirs : theirs.substring(0, 100)))
          .asRuntimeException();
    }
  }
}
