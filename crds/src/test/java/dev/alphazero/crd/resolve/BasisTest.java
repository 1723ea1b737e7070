package dev.alphazero.crd.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.GameName;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.json.JsonMappers;
import dev.alphazero.crd.json.StrictJson;
import dev.alphazero.crd.read.TrainingFileException;
import dev.alphazero.crd.read.TrainingReader;
import dev.alphazero.crd.resolve.Basis.Decision;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BasisTest {
  private static final Profiles PROFILES = Profiles.builtIn();
  private static final Basis MID =
      Basis.of(
          GameName.CONNECT_FOUR, "mid", "mid: a T4", Objects.requireNonNull(PROFILES.find("mid")));

  @Test
  void settingsOverABasisAreThoseOfAFileWithItsProfile() {
    String lines =
        "search: {algorithm: puct}\nlearner: {replay: {windowSamples: 20000}}\nprofile: mid\n";
    Resolved byProfile = Resolver.resolve(spec(lines), new Hardware(1, 1, List.of()), PROFILES);
    Resolved overBasis = Resolver.resolve(spec(lines), MID);
    assertThat(overBasis.settings()).isEqualTo(byProfile.settings());
    assertThat(overBasis.origins()).isEqualTo(byProfile.origins());
    assertThat(overBasis.hash()).isEqualTo(byProfile.hash());
    assertThat(overBasis.profileReason()).isEqualTo("mid: a T4");
  }

  /// What a field switches on or off follows an edit, as if it had been there at first.
  @Test
  void anEditChangesWhatFollowsFromIt() {
    assertThat(Resolver.resolve(spec(""), MID).settings().search().rootNoise().fraction()).isZero();
    assertThat(
            Resolver.resolve(spec("search: {algorithm: puct}"), MID)
                .settings()
                .search()
                .rootNoise()
                .fraction())
        .isEqualTo(0.25);
    assertThat(
            Resolver.resolve(spec("learner: {replay: {windowSamples: 20000}}"), MID)
                .settings()
                .learner()
                .batchSize())
        .isEqualTo(512);
  }

  /// A basis that was frozen by a program that knew neither limit nor temperature.
  @Test
  void anOldTrainingKeepsItsBatchAndItsMoves() {
    Basis old =
        new Basis(
            MID.profile(),
            MID.reason(),
            MID.sizes(),
            MID.game(),
            MID.defaults(),
            TrainingReader.readPartialSpec("gumbel.yaml", "search: {forcedPlayouts: 0}\n"),
            MID.decisions(),
            null);
    Settings settings = Resolver.resolve(spec(""), old).settings();
    assertThat(settings.learner().batchSize()).isEqualTo(4096);
    assertThat(settings.selfPlay().temperature()).isEqualTo(new Settings.Temperature(1, 0, 12));
    assertThat(old.drawsGumbelMoves()).isFalse();
    assertThat(MID.drawsGumbelMoves()).isTrue();
    assertThat(
            Resolver.resolve(spec("learner: {replay: {windowSamples: 20000}}"), old)
                .settings()
                .learner()
                .batchSize())
        .isEqualTo(1024);
  }

  @Test
  void decisionsStandForAutoAndForNothingElse() {
    Basis decided =
        MID.withDecisions(List.of(new Decision("inference.placement", "actor", "a small network")));
    for (String auto : List.of("", "inference: {placement: auto}")) {
      Resolved resolved = Resolver.resolve(spec(auto), decided);
      assertThat(resolved.settings().inference().placement()).isEqualTo(Placement.ACTOR);
      assertThat(Objects.requireNonNull(resolved.origins().get("inference.placement")).text())
          .isEqualTo("auto: a small network");
    }
    Resolved written = Resolver.resolve(spec("inference: {placement: shared}"), decided);
    assertThat(written.settings().inference().placement()).isEqualTo(Placement.SHARED);
    assertThatThrownBy(() -> Resolver.resolve(spec("inference: {replicas: 2}"), decided))
        .isInstanceOf(TrainingFileException.class)
        .hasMessageContaining("inference.replicas must be 1 with inference.placement actor")
        .hasMessageContaining("inference.placement=actor (auto: a small network)");
  }

  /// A document of an older program lacks what is newer; one of a newer program has more.
  @Test
  void settingsInADocumentOutliveTheProgram() throws Exception {
    Settings settings = Resolver.resolve(spec("completion: {errorRate: 0.01}"), MID).settings();
    String json = StrictJson.node(new Document("a", settings, "b")).toString();
    assertThat(kept(json)).isEqualTo(new Document("a", settings, "b"));
    String older = json.replace("\"minBatchFill\":25,", "");
    assertThat(older).isNotEqualTo(json);
    assertThat(kept(older).settings()).isEqualTo(settings);
    String newer = json.replace("\"minBatchFill\":25,", "\"minBatchFill\":25,\"newField\":1,");
    assertThat(kept(newer).settings()).isEqualTo(settings);
    String damaged = json.replace("\"minBatchFill\":25,", "\"minBatchFill\":\"soon\",");
    assertThatThrownBy(() -> kept(damaged)).hasMessageContaining("settings must be readable");
  }

  private static Document kept(String json) throws JsonProcessingException {
    return SettingsJson.readKept(JsonMappers.STRICT.readTree(json), Document.class);
  }

  private record Document(String before, Settings settings, String after) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          game: {name: tic-tac-toe}                                         |   331776
          game: {name: togyzqumalaq}                                        |  1105920
          game: {name: connect-four}                                        | 15482880
          game: {name: othello}                                             | 10616832
          game: {name: othello, options: {size: "6"}}                       |  5971968
          '{game: {name: connect-four}, network: {blocks: 1, channels: 8}}' |    48384
          """)
  void theNetworksCostFollowsBoardAndTower(String text, long multiplyAdds) {
    AlphaZeroTrainingSpec spec = TrainingReader.readPartialSpec("spec", text);
    assertThat(NetworkCost.multiplyAdds(spec)).isEqualTo(multiplyAdds);
    Settings settings = Resolver.resolve(spec, new Hardware(1, 1, List.of()), PROFILES).settings();
    assertThat(NetworkCost.multiplyAdds(settings)).isEqualTo(multiplyAdds);
  }

  private static AlphaZeroTrainingSpec spec(String lines) {
    return TrainingReader.readPartialSpec("spec", "game: {name: connect-four}\n" + lines);
  }
}
