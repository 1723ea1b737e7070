/// The whole on a real cluster: chart, operator, the roles' pods. Every test has a namespace of its
/// own, waits for what it watches with a deadline, and prints the pods' last words when it fails.
@NullMarked
package dev.alphazero.e2e;

import org.jspecify.annotations.NullMarked;
