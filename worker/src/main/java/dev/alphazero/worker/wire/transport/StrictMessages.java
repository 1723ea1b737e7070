package dev.alphazero.worker.wire.transport;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Lets bytes that are no message end their stream with INVALID_ARGUMENT. By itself gRPC throws out
/// of its own callback then, and the client is told nothing that helps.
final class StrictMessages {
  /// Stands for a message that could not be read.
  private record Malformed(String why) {}

  private StrictMessages() {}

  /// Returns a service that answers as the given one and checks its messages.
  static ServerServiceDefinition of(ServerServiceDefinition service) {
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName())
            .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor());
    List<ServerMethodDefinition<Object, ?>> methods = new ArrayList<>();
    for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
      ServerMethodDefinition<Object, ?> strict = strict(method);
      descriptor.addMethod(strict.getMethodDescriptor());
      methods.add(strict);
    }
    ServerServiceDefinition.Builder builder = ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(builder::addMethod);
    return builder.build();
  }

  private static <Q, A> ServerMethodDefinition<Object, A> strict(
      ServerMethodDefinition<Q, A> method) {
    MethodDescriptor<Q, A> descriptor = method.getMethodDescriptor();
    return ServerMethodDefinition.create(
        descriptor.toBuilder(
                tolerant(descriptor.getRequestMarshaller()), descriptor.getResponseMarshaller())
            .build(),
        (call, headers) -> listen(method.getServerCallHandler(), call, headers));
  }

  private static <Q> Marshaller<Object> tolerant(Marshaller<Q> marshaller) {
    return new Marshaller<>() {
      @Override
      public InputStream stream(Object value) {
        throw new UnsupportedOperationException("a server only reads requests");
      }

      @Override
      public Object parse(InputStream stream) {
        try {
          return marshaller.parse(stream);
        } catch (StatusRuntimeException e) {
          Throwable why = e.getCause() == null ? e : e.getCause();
          return new Malformed(String.valueOf(why.getMessage()));
        }
      }
    };
  }

  @SuppressWarnings("unchecked") // the marshaller returns a Q or a Malformed
  private static <Q, A> Listener<Object> listen(
      ServerCallHandler<Q, A> handler, ServerCall<Object, A> call, Metadata headers) {
    Listener<Q> listener = handler.startCall((ServerCall<Q, A>) (ServerCall<?, A>) call, headers);
    return new Checking<>((Listener<Object>) (Listener<?>) listener, call);
  }

  private static final class Checking<A> extends SimpleForwardingServerCallListener<Object> {
    private final ServerCall<Object, A> call;
    private boolean refused;

    private Checking(Listener<Object> delegate, ServerCall<Object, A> call) {
      super(delegate);
      this.call = call;
    }

    @Override
    public void onMessage(Object message) {
      if (refused) {
        return;
      }
      if (message instanceof Malformed(String why)) {
        refused = true;
        // First, so that the service's other threads answer no more.
        super.onCancel();
        call.close(
            Status.INVALID_ARGUMENT.withDescription("the bytes are no message: " + why),
            new Metadata());
      } else {
        super.onMessage(message);
      }
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        super.onHalfClose();
      }
    }

    @Override
    public void onReady() {
      if (!refused) {
        super.onReady();
      }
    }

    @Override
    public void onCancel() {
      if (!refused) {
        super.onCancel();
      }
    }

    @Override
    public void onComplete() {
      if (!refused) {
        super.onComplete();
      }
    }
  }
}
