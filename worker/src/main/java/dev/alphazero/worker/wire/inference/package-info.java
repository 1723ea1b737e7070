/// Leaves to a batcher and evaluations back, over one stream a client and pod.
///
/// ```
///                 actor                                                     inference pod
///
/// InferenceClient ── a pod per address ─▶ InferenceReplica                  InferenceService
///   │ looks the host up                     │ a channel; one stream           │ a stream per actor
///   │                                       ▼ after the other                 ▼
///   │ owns                                InferenceStream ═══ gRPC ═════▶ InferenceServerStream ─▶ Batcher
///   ▼                                       ▲ sends, one thread at a time
/// InferenceStreams ─────────────────────────┘
///   ▲ one lock: the streams that are open, and what waits on each (StreamLoad)
///   │ books, waits, answers
/// RemoteEvaluator, one per search thread
/// ```
@NullMarked
package dev.alphazero.worker.wire.inference;

import org.jspecify.annotations.NullMarked;
