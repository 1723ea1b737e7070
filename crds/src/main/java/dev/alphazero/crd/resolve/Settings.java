package dev.alphazero.crd.resolve;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.alphazero.crd.AutoscalingMode;
import dev.alphazero.crd.BatchPolicyName;
import dev.alphazero.crd.Device;
import dev.alphazero.crd.GameName;
import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.Precision;
import dev.alphazero.crd.SearchAlgorithm;
import dev.alphazero.crd.SearchBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Everything that a training runs by, resolved: nothing is null. Fields are those of
/// `AlphaZeroTrainingSpec`, where their meaning, unit and range are said; here only what resolution
/// adds.
///
/// What stays `auto` is found out when the programs start (device, precision, backend, batch
/// policy). What only a cluster's manifests need is not here: they read it from the specification.
///
/// @param profile name of the profile that was chosen, never `auto`
public record Settings(
    Game game,
    String profile,
    long seed,
    Network network,
    Search search,
    SelfPlay selfPlay,
    Inference inference,
    Actors actors,
    Learner learner,
    Checkpoints checkpoints,
    Evaluation evaluation,
    Completion completion,
    GpuSharing gpuSharing,
    Pods pods) {

  public record Game(GameName name, Map<String, String> options) {
    public Game {
      options = Map.copyOf(options);
    }
  }

  public record Network(int blocks, int channels) {}

  public record Search(
      SearchAlgorithm algorithm,
      int simulations,
      SearchBackend backend,
      double cPuct,
      double cPuctBase,
      double fpuReduction,
      int consideredActions,
      RootNoise rootNoise,
      double forcedPlayouts) {}

  public record RootNoise(double alphaScale, double fraction) {}

  public record SelfPlay(
      int gamesPerActor,
      int evaluationCache,
      int maxPlies,
      Temperature temperature,
      Openings openings,
      PlayoutCap playoutCap,
      Resignation resignation) {
    /// Returns it with the best move at each ply.
    public SelfPlay withoutTemperature() {
      return new SelfPlay(
          gamesPerActor,
          evaluationCache,
          maxPlies,
          new Temperature(0, 0, temperature.plies()),
          openings,
          playoutCap,
          resignation);
    }
  }

  public record Temperature(double initial, @JsonProperty("final") double finalValue, int plies) {
    /// Returns the temperature of the move at `ply`, counted from 0.
    public double at(int ply) {
      return ply < plies ? initial : finalValue;
    }
  }

  public record Openings(double share, int maxPlies) {}

  public record PlayoutCap(double fullShare, int simulations) {}

  public record Resignation(double threshold, double playOnShare) {}

  public record Inference(
      Placement placement,
      int replicas,
      int batchSize,
      Duration batchTimeout,
      int minBatchFill,
      BatchPolicyName batchPolicy,
      Precision precision,
      Device device) {}

  public record Actors(int replicas, Autoscaling autoscaling) {}

  public record Autoscaling(AutoscalingMode mode, int min, int max, int targetBatchFill) {}

  public record Learner(
      int batchSize,
      Precision precision,
      Device device,
      Optimizer optimizer,
      Replay replay,
      long publishEvery,
      long emaHalfLife) {
    /// Returns it on another device.
    public Learner on(Device other) {
      return new Learner(batchSize, precision, other, optimizer, replay, publishEvery, emaHalfLife);
    }
  }

  public record Optimizer(
      double learningRate,
      double weightDecay,
      double clipNorm,
      long warmupSamples,
      long decaySamples,
      double finalLearningRateShare) {}

  public record Replay(long windowSamples, double reuse, long maxSamples) {}

  public record Checkpoints(Duration every, int keep) {}

  public record Evaluation(
      long every, int games, int simulations, List<String> opponents, String positions) {
    public Evaluation {
      opponents = List.copyOf(opponents);
    }
  }

  /// @param trainingSteps 0 = no limit; so are 0 games, 0 samples and a deadline of zero
  /// @param errorRate empty = not a reason to end
  public record Completion(
      long trainingSteps,
      long games,
      long samples,
      Duration activeDeadline,
      OptionalDouble errorRate) {}

  public record Pods(Pod actor, Pod inference, Pod learner) {}

  public record Pod(Resources resources) {}

  /// Kubernetes quantities.
  public record Resources(String cpu, String memory) {}
}
