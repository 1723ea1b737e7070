/// What the roles say to each other over gRPC: services, clients, certificates. Nothing else knows
/// protobuf or gRPC; `roles.proto` is the specification.
@NullMarked
package dev.alphazero.worker.wire;

import org.jspecify.annotations.NullMarked;
