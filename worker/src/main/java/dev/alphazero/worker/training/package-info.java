/// The training itself: play, learn, evaluate, keep. On one machine all of it; in a cluster the
/// learner's part, with games from elsewhere (`pod`).
@NullMarked
package dev.alphazero.worker.training;

import org.jspecify.annotations.NullMarked;
