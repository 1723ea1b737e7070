package dev.alphazero.worker.wire.inference;

import static java.util.stream.Collectors.toSet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.Arrays;
import java.util.Set;

/// Where a host's name leads.
@FunctionalInterface
interface HostAddresses {
  /// Returns the addresses of now.
  Set<InetSocketAddress> of(String host, int port) throws UnknownHostException;

  /// Returns the system's name service. The JVM keeps its answers for a second instead of 30, if
  /// nothing was looked up in this process before: it reads the setting once.
  static HostAddresses system() {
    Security.setProperty("networkaddress.cache.ttl", "1");
    Security.setProperty("networkaddress.cache.negative.ttl", "1");
    return (host, port) ->
        Arrays.stream(InetAddress.getAllByName(host))
            .map(address -> new InetSocketAddress(address, port))
            .collect(toSet());
  }
}
