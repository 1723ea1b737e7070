package dev.alphazero.worker.search;

/// What a search is parameterised by. Symbols are those of the papers named in `Puct` and `Gumbel`.
///
/// @param algorithm which of the two searches; the fields of the other are ignored
/// @param cPuct PUCT: the exploration constant c_init, for Q in [-1, 1]: twice as large as one for
///   Q in [0, 1]
/// @param cPuctBase PUCT: c_base, the visits after which c grows noticeably; `NO_GROWTH` keeps c at
///   `cPuct`
/// @param fpuReduction PUCT: how far an unvisited edge's Q lies below its parent's, times the root
///   of the visited priors' sum; at noisy roots 0 is used
/// @param rootNoiseFraction PUCT: share of the noise in a noisy root's priors, in [0, 1]
/// @param forcedPlayouts PUCT: KataGo's k; 0 switches forced playouts and target pruning off
/// @param consideredActions Gumbel: most root actions that sequential halving starts with
/// @param gumbelVisitOffset Gumbel: c_visit, added to the most visits of a node's actions
/// @param gumbelScale Gumbel: c_scale, scale of the transformed Q values
/// @param qTransform Gumbel: how Q values are mapped to [0, 1]
public record SearchSettings(
    Algorithm algorithm,
    float cPuct,
    float cPuctBase,
    float fpuReduction,
    float rootNoiseFraction,
    float forcedPlayouts,
    int consideredActions,
    float gumbelVisitOffset,
    float gumbelScale,
    QTransform qTransform) {
  /// As `cPuctBase`: c is constant.
  public static final float NO_GROWTH = 0;

  public SearchSettings {
    require(cPuct > 0 && Float.isFinite(cPuct), "cPuct must be positive", "cPuct", cPuct);
    require(
        cPuctBase == NO_GROWTH || (cPuctBase >= 1 && Float.isFinite(cPuctBase)),
        "cPuctBase must be at least 1, or 0 for a constant c",
        "cPuctBase",
        cPuctBase);
    require(inUnit(fpuReduction), "fpuReduction must be in [0, 1]", "fpuReduction", fpuReduction);
    require(
        inUnit(rootNoiseFraction),
        "rootNoiseFraction must be in [0, 1]",
        "rootNoiseFraction",
        rootNoiseFraction);
    require(
        forcedPlayouts >= 0 && Float.isFinite(forcedPlayouts),
        "forcedPlayouts must be at least 0 (0 = off)",
        "forcedPlayouts",
        forcedPlayouts);
    require(
        consideredActions >= 1,
        "consideredActions must be at least 1",
        "consideredActions",
        consideredActions);
    require(
        gumbelVisitOffset >= 0 && Float.isFinite(gumbelVisitOffset),
        "gumbelVisitOffset must be at least 0",
        "gumbelVisitOffset",
        gumbelVisitOffset);
    require(
        gumbelScale > 0 && Float.isFinite(gumbelScale),
        "gumbelScale must be positive",
        "gumbelScale",
        gumbelScale);
  }

  /// Returns the settings without a game's: c_init 1.25, c_base 19652 (AlphaZero), FPU reduction
  /// 0.25, noise fraction 0.25 (AlphaZero), forced playouts k = 2 (KataGo §3.2), at most 16
  /// considered actions, c_visit 50 and c_scale 1 (Gumbel).
  ///
  /// AlphaZero's c_init of 1.25 is for values in [0, 1] and would be 2.5 for ours, in [-1, 1];
  /// KataGo has 1.1 for such.
  public static SearchSettings defaults(Algorithm algorithm) {
    return new SearchSettings(algorithm, 1.25f, 19652, 0.25f, 0.25f, 2, 16, 50, 1, QTransform.UNIT);
  }

  /// Returns these settings with another exploration constant and growth.
  public SearchSettings withCPuct(float cPuct, float cPuctBase) {
    return new SearchSettings(
        algorithm,
        cPuct,
        cPuctBase,
        fpuReduction,
        rootNoiseFraction,
        forcedPlayouts,
        consideredActions,
        gumbelVisitOffset,
        gumbelScale,
        qTransform);
  }

  public SearchSettings withFpuReduction(float fpuReduction) {
    return new SearchSettings(
        algorithm,
        cPuct,
        cPuctBase,
        fpuReduction,
        rootNoiseFraction,
        forcedPlayouts,
        consideredActions,
        gumbelVisitOffset,
        gumbelScale,
        qTransform);
  }

  /// Returns these settings with another treatment of noisy roots.
  public SearchSettings withRootNoise(float rootNoiseFraction, float forcedPlayouts) {
    return new SearchSettings(
        algorithm,
        cPuct,
        cPuctBase,
        fpuReduction,
        rootNoiseFraction,
        forcedPlayouts,
        consideredActions,
        gumbelVisitOffset,
        gumbelScale,
        qTransform);
  }

  public SearchSettings withConsideredActions(int consideredActions) {
    return new SearchSettings(
        algorithm,
        cPuct,
        cPuctBase,
        fpuReduction,
        rootNoiseFraction,
        forcedPlayouts,
        consideredActions,
        gumbelVisitOffset,
        gumbelScale,
        qTransform);
  }

  /// Returns these settings with another σ of Gumbel search.
  public SearchSettings withGumbelScale(
      float gumbelVisitOffset, float gumbelScale, QTransform qTransform) {
    return new SearchSettings(
        algorithm,
        cPuct,
        cPuctBase,
        fpuReduction,
        rootNoiseFraction,
        forcedPlayouts,
        consideredActions,
        gumbelVisitOffset,
        gumbelScale,
        qTransform);
  }

  private static boolean inUnit(float value) {
    return value >= 0 && value <= 1;
  }

  private static void require(boolean holds, String rule, String name, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", " + name + "=" + value);
    }
  }
}
