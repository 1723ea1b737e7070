package dev.alphazero.e2e.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Connects to each `HOST:PORT` of its arguments and prints `HOST:PORT open` or `HOST:PORT closed`.
public final class Reach {
  private static final int TIMEOUT_MILLIS = 3000;

  private Reach() {}

  public static void main(String[] targets) {
    for (String target : targets) {
      System.out.println(target + (isOpen(target) ? " open" : " closed"));
    }
  }

  private static boolean isOpen(String target) {
    int colon = target.lastIndexOf(':');
    int port = Integer.parseInt(target.substring(colon + 1));
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(target.substring(0, colon), port), TIMEOUT_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
