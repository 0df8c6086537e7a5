package dev.ritmo.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A provider on this machine that accepts connections, reads what comes, and hangs up. */
final class BrokenConnections implements AutoCloseable {

  private final ServerSocket server;

  BrokenConnections() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::hangUp, "broken-connections");
    thread.setDaemon(true);
    thread.start();
  }

  private void hangUp() {
    byte[] buffer = new byte[1 << 16];
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        int unused = socket.getInputStream().read(buffer);
      } catch (IOException e) {
        // closed, or a client that hung up first
      }
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
