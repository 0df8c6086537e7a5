package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a member gets requests. One that has failed rests; after that it gets one request at a
 * time, its probe, until one is served; each probe that fails doubles the rest. Times are those of
 * the time source. Not thread-safe: guarded by the lock of the pool.
 */
final class Health {

  /** What only a person can change, or a new key. */
  static final Set<Reason> LASTING =
      EnumSet.of(Reason.SPEND, Reason.QUOTA, Reason.CREDENTIALS, Reason.MODEL);

  /** A slow answer is no outage; this many in a row are. */
  private static final int TIMEOUTS = 3;

  private static final long FIRST_LASTING = Duration.ofMinutes(5).toNanos();
  private static final long LONGEST_LASTING = Duration.ofHours(1).toNanos();

  private final long first;
  private final long longest;
  private int strikes;
  private int timeouts;
  private long restsUntil;
  private @Nullable Reason reason;
  private @Nullable Object version;
  private @Nullable Object prober;
  private boolean hasHealed;
  private long healedAt;

  /**
   * @param first the first rest, in nanoseconds
   * @param longest the longest rest
   */
  Health(long first, long longest) {
    this.first = first;
    this.longest = longest;
  }

  boolean isHealthy() {
    return strikes == 0;
  }

  /** Whether a request may be sent there: it is healthy, or this is or can be its probe. */
  boolean isOpenTo(long now, Object request) {
    return isHealthy() || (restLeft(now) == 0 && (prober == null || prober == request));
  }

  /** How much longer it rests, in nanoseconds. */
  long restLeft(long now) {
    return isHealthy() ? 0 : Math.max(0, restsUntil - now);
  }

  /** Why it rests. */
  Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }

  /** Whether a request is its probe, or waits to be. */
  boolean isProbed() {
    return prober != null;
  }

  boolean isProber(Object request) {
    return prober == request;
  }

  /** This request is its probe until it is {@link #release released}, or has ended. */
  void probe(Object request) {
    prober = request;
  }

  /** A probe was not sent, or says nothing; true if this was the probe. */
  boolean release(Object request) {
    boolean was = prober == request;
    prober = was ? null : prober;
    return was;
  }

  /** The model with which it has failed; null if it is healthy. */
  @Nullable Object version() {
    return version;
  }

  /** A request was served, or answered in a way that shows the member to be well. */
  void answered() {
    timeouts = 0;
  }

  /** It gets requests again. */
  void heal(long now) {
    strikes = 0;
    timeouts = 0;
    reason = null;
    version = null;
    prober = null;
    hasHealed = true;
    healedAt = now;
  }

  /**
   * A request has failed in a way that shows the member, or its account, to be unwell.
   *
   * @return the rest that begins now, in nanoseconds; 0 if none does, as it rests already, or the
   *     failure is older than its last recovery
   */
  long fail(long now, Attempt<?> attempt, Signal signal) {
    Reason why = signal.reason();
    boolean wasProbe = release(attempt.request());
    boolean isWorse = LASTING.contains(why) && !isLasting();
    boolean isNews =
        isHealthy() ? !hasHealed || attempt.sentAt() - healedAt >= 0 : wasProbe || isWorse;
    if (!isNews || isTolerated(why)) {
      return 0;
    }
    strikes = isWorse ? 1 : strikes + 1;
    reason = why;
    version = attempt.version();
    prober = null; // it leaves the queue with the others
    long rest =
        Math.min(LONGEST_LASTING, Math.max(signal.statedDelayNanos(), rest(LASTING.contains(why))));
    restsUntil = now + rest;
    return rest;
  }

  private boolean isTolerated(Reason why) {
    timeouts = why == Reason.TIMEOUT ? timeouts + 1 : 0;
    return why == Reason.TIMEOUT && isHealthy() && timeouts < TIMEOUTS;
  }

  boolean isLasting() {
    return reason != null && LASTING.contains(reason);
  }

  private long rest(boolean isLasting) {
    long most = isLasting ? LONGEST_LASTING : longest;
    long rest = isLasting ? FIRST_LASTING : first;
    for (int i = 1; i < strikes && rest < most; i++) {
      rest *= 2;
    }
    return Math.min(rest, most);
  }

  /** A probe says nothing about the member: it rests as long as before. */
  long restAgain(long now) {
    long rest = rest(isLasting());
    restsUntil = now + rest;
    return rest;
  }
}
