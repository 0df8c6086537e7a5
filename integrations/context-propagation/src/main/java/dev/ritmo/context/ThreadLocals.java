package dev.ritmo.context;

import dev.ritmo.runtime.spi.ContextCarrier;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;

/**
 * Carries every thread-local that is registered with Micrometer's context-propagation. A
 * thread-local that the caller has not set is cleared where the call continues, whatever its thread
 * has set.
 */
public final class ThreadLocals implements ContextCarrier {

  private final ContextSnapshotFactory snapshots =
      ContextSnapshotFactory.builder().clearMissing(true).build();

  @Override
  public Carried capture() {
    ContextSnapshot snapshot = snapshots.captureAll();
    return () -> {
      ContextSnapshot.Scope scope = snapshot.setThreadLocals();
      return scope::close;
    };
  }
}
