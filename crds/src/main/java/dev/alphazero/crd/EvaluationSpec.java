package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.Wording;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How strength is measured while learning.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvaluationSpec(
    @JsonPropertyDescription(
            "Games of self-play between two evaluations; 0 = off. More where evaluations would take above a tenth of the learner's machine, in local mode above a quarter of the time; deterministic runs count games alone. Default: from the game.")
        @Min(0) @Nullable Long every,
    @JsonPropertyDescription(
            "Games per opponent and evaluation, even: each opening is played from both sides. Default: from the game.")
        @Min(2) @Max(10000) @Nullable Integer games,
    @JsonPropertyDescription(
            "Simulations per move, for both sides where they search. Default: from the game.")
        @Min(1) @Max(100000) @Nullable Integer simulations,
    @JsonPropertyDescription(
            "Opponents: random, previous (the network of the evaluation before), mcts:N (plain MCTS with N random playouts). Default: from the game.")
        @Size(max = 16) @Nullable List<
                @Size(max = 32) @Pattern(EvaluationSpec.OPPONENT) @Wording("random, previous, or mcts:N with N simulations of random playouts")
                String>
            opponents,
    @JsonPropertyDescription(
            "Positions of known value that are verified: all (tic-tac-toe), none, or the name of a bundled set. Default: from the game.")
        @Size(min = 1, max = 64) @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$") @Wording("all, none, or the name of a bundled set of positions")
        @Nullable String positions) {
  /// `random`, `previous` or `mcts:N`.
  static final String OPPONENT = "^(random|previous|mcts:[1-9][0-9]{0,5})$";
}
