package dev.ritmo.console;

import dev.ritmo.runtime.Ritmo;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A live page of all limiters, served by the HTTP server of the JDK: what each limiter admits, who
 * waits and why, pauses, and what the provider rejects. The same is there as JSON below {@code
 * /api}. Nothing can be changed through it. Thread-safe.
 *
 * <p>By default it listens on the loopback address only: it has no log-in, and any program that
 * reaches it sees the names of limiters and methods. It shows no key, prompt or answer, because it
 * does not have them. Requests whose {@code Host} is another name are refused, so that no page from
 * elsewhere can read it through a browser.
 *
 * <p>It remembers five minutes of at most 200 limiters, and the latest 600 events. Its threads are
 * daemons.
 */
public final class RitmoConsole implements AutoCloseable {

  private final Recorder recorder;
  private final ConsoleServer server;

  private RitmoConsole(Builder builder) {
    this.recorder = new Recorder(Ritmo::limiters, () -> Ritmo.time().now());
    this.server =
        ConsoleServer.start(
            builder.address,
            builder.port,
            new HostCheck(builder.address, builder.hosts),
            new ConsoleApi(recorder, OutsideSettings.file()));
    recorder.start();
  }

  /**
   * Starts a console on this port of the loopback address.
   *
   * @param port 1 to 65535, or 0 for any free port, which {@link #url} then names
   * @throws IllegalArgumentException if the port is out of its bounds
   * @throws IllegalStateException if the port is taken
   */
  public static RitmoConsole start(int port) {
    return builder().port(port).start();
  }

  /** Starts to describe a console on any free port of the loopback address. */
  public static Builder builder() {
    return new Builder();
  }

  /** The address of the page. */
  public URI url() {
    return server.url();
  }

  /** Stops the console and frees its port. Closing again does nothing. */
  @Override
  public void close() {
    server.close();
    recorder.close();
  }

  /** Describes a console. Not thread-safe. */
  public static final class Builder {

    private final List<String> hosts = new ArrayList<>();
    private InetAddress address = InetAddress.getLoopbackAddress();
    private int port;

    private Builder() {}

    /**
     * Sets the port; 0, which is the default, is any free one.
     *
     * @throws IllegalArgumentException if it is not 0 to 65535
     */
    public Builder port(int value) {
      if (value < 0 || value > 65_535) {
        throw new IllegalArgumentException(
            "port must be from 0 to 65535, but was %s. Fix: give a free port, or 0 for any."
                .formatted(value));
      }
      port = value;
      return this;
    }

    /**
     * Sets the address to listen on; the default is the loopback address. With another address,
     * others in the network can see the page: put a proxy with a log-in before it.
     */
    public Builder address(InetAddress value) {
      address = value;
      return this;
    }

    /**
     * Also answers requests for this host name, such as that of a proxy. Without it, only {@code
     * localhost} and addresses are answered.
     *
     * @param name without a port
     */
    public Builder host(String name) {
      hosts.add(name);
      return this;
    }

    /**
     * Starts it.
     *
     * @throws IllegalStateException if the port is taken, or the address is not of this machine
     */
    public RitmoConsole start() {
      return new RitmoConsole(this);
    }
  }
}
