package dev.alphazero.operator.runtime;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may write: of several operators only the holder of the lease.
///
/// An operator that loses the lease ends at once, without a last write: the new leader has begun. A
/// clean stop finishes the reconciliations first and then gives the lease up, so that nobody waits
/// until it runs out. Renewing ends when a stop begins: what is finished must take less time than
/// the lease has left.
final class Leadership {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  /// Exit status of a process that lost its lease.
  private static final int LOST = 1;

  private final Candidate candidate;
  private final Runnable begin;
  private final Runnable end;
  private final AtomicBoolean stopping = new AtomicBoolean();

  /// Who asks for which lease.
  ///
  /// @param identity of this process among those that ask
  /// @param duration for which a leader may be silent before another takes over
  record Candidate(String namespace, String lease, String identity, Duration duration) {}

  /// @param begin is run when the lease is ours
  /// @param end what ends the process; it must not return to the caller's work
  Leadership(Candidate candidate, Runnable begin, Runnable end) {
    this.candidate = candidate;
    this.begin = begin;
    this.end = end;
  }

  /// Returns the leadership that halts the process: hooks that shut down in order would wait for
  /// the very thread that lost the lease.
  ///
  /// @param begin is run when the lease is ours
  static Leadership halting(Candidate candidate, Runnable begin) {
    return new Leadership(candidate, begin, () -> Runtime.getRuntime().halt(LOST));
  }

  /// From now on a lease that is no longer renewed is meant.
  void stopping() {
    stopping.set(true);
  }

  /// Returns the configuration of the election.
  LeaderElectionConfiguration election() {
    Duration duration = candidate.duration();
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(candidate.lease())
        .withLeaseNamespace(candidate.namespace())
        .withIdentity(candidate.identity())
        .withLeaseDuration(duration)
        .withRenewDeadline(duration.multipliedBy(2).dividedBy(3))
        .withRetryPeriod(duration.dividedBy(6))
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(
            new LeaderCallbacks(begin, this::onStopLeading, Leadership::onNewLeader))
        .build();
  }

  /// Gives the lease up if it is ours. One that cannot be given up runs out by itself.
  void release(KubernetesClient client) {
    try {
      Lease lease =
          client.leases().inNamespace(candidate.namespace()).withName(candidate.lease()).get();
      if (lease == null || !candidate.identity().equals(lease.getSpec().getHolderIdentity())) {
        return;
      }
      lease.getSpec().setHolderIdentity(null);
      client.resource(lease).update();
      LOG.info("gave up the lease {}", candidate.lease());
    } catch (KubernetesClientException e) {
      LOG.warn("the lease {} could not be given up: {}", candidate.lease(), e.getMessage());
    }
  }

  private void onStopLeading() {
    if (!stopping.get()) {
      LOG.error("lost the lease {}: ending at once, the new leader goes on", candidate.lease());
      end.run();
    }
  }

  private static void onNewLeader(String identity) {
    LOG.info("the leader is {}", identity);
  }
}
