package dev.alphazero.worker.wire.inference;

import dev.alphazero.worker.wire.transport.Backoff;
import dev.alphazero.worker.wire.transport.Channels;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.Outage;
import dev.alphazero.worker.wire.transport.Tls;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Evaluates positions in all inference pods behind one host name. Any thread may call it.
///
/// The name is looked up again and again. Each address gets one stream, and each batch goes to the
/// stream with the fewest unanswered positions. What a broken stream owes is sent to another; while
/// there is none, search threads wait.
public final class InferenceClient implements AutoCloseable {
  /// How patient a client is.
  ///
  /// @param resolveEvery time between two look-ups of the host
  /// @param answerWithin how long a welcome or an answer may take before its stream counts as dead
  /// @param backoff between two streams to the same address, and two look-ups that fail
  record Timing(Duration resolveEvery, Duration answerWithin, Backoff backoff) {
    static final Timing DEFAULT =
        new Timing(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5)));
  }

  private final String host;
  private final int port;
  private final Handshake handshake;
  private final Tls tls;
  private final HostAddresses addresses;
  private final Timing timing;
  private final Consumer<String> log;
  private final Random random = new Random();
  private final InferenceStreams streams = new InferenceStreams();

  /// Looking names up blocks, and must not delay the other.
  private final ScheduledThreadPoolExecutor resolver = newThread("inference-resolver");

  private final ScheduledThreadPoolExecutor timer = newThread("inference-client");

  /// Used by the resolver's thread.
  private final Outage resolving;

  /// By address. Used by the timer's thread, and by `close` when that has ended.
  private final Map<InetSocketAddress, InferenceReplica> replicas = new HashMap<>();

  /// Those whose address is gone and whose last answers may still come; as `replicas`.
  private final Set<InferenceReplica> retired = new HashSet<>();

  /// Connects, and goes on doing so.
  ///
  /// @param host name of one or more inference pods; their certificates must be for it
  /// @param log gets a line when a pod cannot be reached or refuses, and when it works again, from
  ///   the client's threads
  public InferenceClient(
      String host, int port, Handshake handshake, Tls tls, Consumer<String> log) {
    this(host, port, handshake, tls, HostAddresses.system(), Timing.DEFAULT, log);
  }

  InferenceClient(
      String host,
      int port,
      Handshake handshake,
      Tls tls,
      HostAddresses addresses,
      Timing timing,
      Consumer<String> log) {
    this.host = host;
    this.port = port;
    this.handshake = handshake;
    this.tls = tls;
    this.addresses = addresses;
    this.timing = timing;
    this.log = log;
    resolving =
        new Outage("the address of " + host, timing.backoff(), random, log, System::nanoTime);
    resolver.execute(this::resolve);
  }

  private static ScheduledThreadPoolExecutor newThread(String name) {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name(name).daemon().factory());
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    return thread;
  }

  /// Returns an evaluator for one search thread.
  public RemoteEvaluator newEvaluator() {
    return new RemoteEvaluator(streams, timing.answerWithin());
  }

  private void resolve() {
    Duration wait = timing.resolveEvery();
    try {
      Set<InetSocketAddress> found = addresses.of(host, port);
      resolving.over();
      timer.execute(() -> follow(found));
    } catch (UnknownHostException e) {
      // What is connected stays: a name service that fails must not stop a training.
      Duration sooner =
          resolving.failed(Status.UNAVAILABLE.withDescription("unknown host " + e.getMessage()));
      wait = sooner.compareTo(wait) < 0 ? sooner : wait;
    }
    resolver.schedule(this::resolve, wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void follow(Set<InetSocketAddress> found) {
    Set<InetSocketAddress> gone = new HashSet<>(replicas.keySet());
    gone.removeAll(found);
    retired.removeIf(InferenceReplica::isClosed);
    for (InetSocketAddress address : gone) {
      InferenceReplica replica = replicas.remove(address);
      if (replica != null) {
        retired.add(replica);
        replica.retire();
      }
    }
    for (InetSocketAddress address : found) {
      if (!replicas.containsKey(address)) {
        InferenceReplica replica = newReplica(address);
        replicas.put(address, replica);
        replica.connect();
      }
    }
  }

  private InferenceReplica newReplica(InetSocketAddress address) {
    String literal = address.getAddress().getHostAddress();
    return new InferenceReplica(
        Channels.open(literal, address.getPort(), tls, host),
        handshake,
        streams,
        new Outage("inference pod " + literal, timing.backoff(), random, log, System::nanoTime),
        timing.answerWithin(),
        timer);
  }

  /// Ends all streams. Evaluators that wait, or are used later, throw a `ClientClosedException`.
  @Override
  public void close() {
    streams.close();
    resolver.shutdownNow();
    timer.shutdown();
    boolean interrupted = false;
    while (!timer.isTerminated()) {
      try {
        timer.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    replicas.values().forEach(InferenceReplica::close);
    retired.forEach(InferenceReplica::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
