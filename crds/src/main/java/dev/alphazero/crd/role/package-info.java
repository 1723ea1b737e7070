/// What the operator hands to each role: the programs of the pods and their configuration file,
/// `worker.yaml`. The operator renders it, the worker reads it strictly; both use these records.
@NullMarked
package dev.alphazero.crd.role;

import org.jspecify.annotations.NullMarked;
