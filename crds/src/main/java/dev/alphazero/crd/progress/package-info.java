/// What each role reports on its HTTP port, as versioned JSON documents. The worker writes them,
/// the operator reads them.
@NullMarked
package dev.alphazero.crd.progress;

import org.jspecify.annotations.NullMarked;
