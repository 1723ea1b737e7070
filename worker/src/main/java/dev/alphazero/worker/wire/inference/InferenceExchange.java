package dev.alphazero.worker.wire.inference;

import dev.alphazero.protocol.v1.Evaluations;
import java.util.concurrent.CompletableFuture;

/// One message to an inference pod and its answer.
///
/// @param stream the only one that may answer it
/// @param id unique among the stream's unanswered ones
/// @param answer fails if the stream ends first
record InferenceExchange(
    InferenceStream stream, int id, int count, CompletableFuture<Evaluations> answer) {}
