package dev.ritmo.runtime.internal.window;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

/** When calls count while connections are being made. */
final class ConnectionsTest {

  private static final long SETUP = 1000;

  private final Connections connections = new Connections(SETUP);

  @Test
  void aColdCallCountsFromLaterOn() {
    assertThat(connections.admitted(10, false)).isEqualTo(10 + SETUP);
    assertThat(connections.isSettled(10)).isFalse();
  }

  @Test
  void allIsSettledWhenTheLastColdCallHasEnded() {
    connections.admitted(10, false);
    connections.admitted(11, false);

    connections.ended();
    connections.advanced(100);
    assertThat(connections.isSettled(100)).isFalse();
    assertThat(connections.admitted(101, false)).isEqualTo(101);
    assertThat(connections.warmUntil()).isLessThan(101);

    connections.advanced(200);
    assertThat(connections.isSettled(200)).isTrue();
    assertThat(connections.admitted(201, false)).isEqualTo(201);
    assertThat(connections.warmUntil()).isEqualTo(201 + Connections.IDLE);
  }
}
