/// A real API server for tests: etcd, kube-apiserver, kubectl, and controllers where a test asks
/// for them. Nothing runs pods.
@NullMarked
package dev.alphazero.operator.apiserver;

import org.jspecify.annotations.NullMarked;
