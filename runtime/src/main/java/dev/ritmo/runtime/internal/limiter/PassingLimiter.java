package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.limiter.feedback.BackOffAdvice;
import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Observation;
import dev.ritmo.runtime.spi.Signal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A limiter that lets every call pass, whatever its limits, while Ritmo is switched off. */
final class PassingLimiter extends LimiterCore {

  private static final long ARRIVAL = 0;

  PassingLimiter(String name, Limits limits, Timeline timeline) {
    super(name, limits, timeline);
  }

  @Override
  public boolean isOff() {
    return true;
  }

  @Override
  public boolean tracksPermits() {
    return false;
  }

  @Override
  public boolean isWatching() {
    return false;
  }

  @Override
  public boolean hasSlots() {
    return false;
  }

  @Override
  public long admit(@Nullable Object key, Terms terms) {
    return ARRIVAL;
  }

  @Override
  public long admitWithin(@Nullable Object key, Terms terms, Enclosing enclosing) {
    return ARRIVAL;
  }

  @Override
  public boolean readmit(@Nullable Object key, Terms terms, Attempt attempt) {
    return false;
  }

  @Override
  public AsyncWaiter enter(
      @Nullable Object key, Terms terms, Enclosing enclosing, Consumer<AsyncWaiter> look) {
    return waiter(terms, new Attempt(ARRIVAL, 0, 0, false, NO_CALL), look).admitted();
  }

  @Override
  public void close(@Nullable Object key, long arrival, Terms terms, Inference.Outcome outcome) {
    // nothing is counted
  }

  @Override
  public void giveBack(@Nullable Object key, long arrival, Terms terms) {
    // nothing is counted
  }

  @Override
  public boolean settle(@Nullable Object key, long arrival, Usage usage) {
    return true;
  }

  @Override
  public void observe(@Nullable Object key, long arrival, Observation seen) {
    // nothing is counted
  }

  @Override
  public BackOffAdvice failed(@Nullable Object key, long arrival, Terms terms, Signal signal) {
    return BackOffAdvice.NONE;
  }
}
