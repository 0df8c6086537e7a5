package dev.ritmo.runtime.internal.events;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.LimiterEvent;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of one limiter, each appended under its lock when it happens, in that order. Guarded
 * by the limiter; costs one volatile read where there is no listener.
 */
public final class LimiterEvents {

  private final String limiter;
  private final Timeline timeline;
  private final EventQueue queue;
  private final Runnable onEvent;
  private boolean isDeliveryDue;

  /**
   * @param limiter its name
   * @param onEvent called under the lock, to have {@link #deliver} called after it
   */
  public LimiterEvents(String limiter, Timeline timeline, EventQueue queue, Runnable onEvent) {
    this.limiter = limiter;
    this.timeline = timeline;
    this.queue = queue;
    this.onEvent = onEvent;
  }

  /** Whether {@link #deliver} is due; under the lock, asked once. */
  public boolean takeDeliveryDue() {
    boolean isDue = isDeliveryDue;
    isDeliveryDue = false;
    return isDue;
  }

  /** Has events delivered that were appended; not under the lock. */
  public void deliver() {
    queue.wake();
  }

  private void append(long now, Function<Instant, ? extends LimiterEvent> event) {
    queue.append(timeline, now, event);
    isDeliveryDue = true;
    onEvent.run();
  }

  /** A call has to wait. */
  public void waiting(long now, String method, WaitCause cause) {
    if (queue.isOn()) {
      append(now, at -> new LimiterEvent.Waiting(at, limiter, method, cause));
    }
  }

  /** A call that had to wait was admitted. */
  public void waited(long now, String method, WaitCause cause, long nanos) {
    if (queue.isOn()) {
      Duration waited = Duration.ofNanos(nanos);
      append(now, at -> new LimiterEvent.Waited(at, limiter, method, cause, waited));
    }
  }

  /** A call that had to wait gave up. */
  public void abandoned(long now, String method, long nanos) {
    if (queue.isOn()) {
      Duration waited = Duration.ofNanos(nanos);
      append(now, at -> new LimiterEvent.Abandoned(at, limiter, method, waited));
    }
  }

  /** A call was refused. */
  public void refused(long now, String method, RateLimitExceededException why) {
    if (queue.isOn()) {
      append(
          now, at -> new LimiterEvent.Refused(at, limiter, method, why.limit(), why.retryAfter()));
    }
  }

  /** The provider has rejected a request, or was overloaded. */
  public void rejected(long now, String method, Signal signal) {
    if (queue.isOn()) {
      append(now, at -> new LimiterEvent.Rejected(at, limiter, method, signal));
    }
  }

  /** No call is admitted before a time. */
  public void paused(long now, long until) {
    if (queue.isOn() && until > now) {
      Duration pause = Duration.ofNanos(until - now);
      append(now, at -> new LimiterEvent.Paused(at, limiter, pause));
    }
  }

  /** A pause has ended before its time. */
  public void resumed(long now) {
    if (queue.isOn()) {
      append(now, at -> new LimiterEvent.Resumed(at, limiter));
    }
  }

  /** A limit was lowered, or is kept in full again if nothing is kept beside it. */
  public void inferred(long now, Limit declared, @Nullable Limit kept) {
    if (!queue.isOn()) {
      return;
    }
    if (kept == null) {
      append(now, at -> new LimiterEvent.Restored(at, limiter, declared));
    } else {
      Limit lowered = kept;
      append(now, at -> new LimiterEvent.Lowered(at, limiter, declared, lowered));
    }
  }

  /** Other limits are in force. */
  public void changed(long now) {
    if (queue.isOn()) {
      append(now, at -> new LimiterEvent.Changed(at, limiter));
    }
  }

  /** No call is admitted any more. */
  public void shutDown(long now) {
    if (queue.isOn()) {
      append(now, at -> new LimiterEvent.ShutDown(at, limiter));
    }
  }

  /** Permits were taken back. */
  public void lost(long now, long permits) {
    if (queue.isOn()) {
      append(now, at -> new LimiterEvent.PermitsLost(at, limiter, permits));
    }
  }
}
