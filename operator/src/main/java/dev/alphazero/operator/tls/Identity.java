package dev.alphazero.operator.tls;

/// A certificate and its private key.
///
/// @param certificate X.509, PEM
/// @param key PKCS #8, PEM
public record Identity(String certificate, String key) {}
