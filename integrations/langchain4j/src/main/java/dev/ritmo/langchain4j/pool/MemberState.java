package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.spi.Signal;
import java.time.Duration;
import java.util.Optional;

/** The state of a member of a pool at one moment. Immutable; later versions may add values. */
public final class MemberState {

  private final Member<?> member;
  private final Optional<Signal.Reason> restsBecause;
  private final Duration restsFor;
  private final int inFlight;
  private final long sent;
  private final long failed;

  /** Made under the lock of the pool. */
  MemberState(Member<?> member, long now) {
    this.member = member;
    this.restsBecause = member.health().reason();
    this.restsFor = Duration.ofNanos(member.health().restLeft(now));
    this.inFlight = member.inFlight();
    this.sent = member.sent();
    this.failed = member.failed();
  }

  /** The name given to it. */
  public String name() {
    return member.name();
  }

  /** The name of its limiter. */
  public String limiterName() {
    return member.account().limiter().name();
  }

  /** 0 for ordinary members, and 1, 2 and so on for fallbacks, in their order. */
  public int fallback() {
    return member.group();
  }

  /** Whether it gets requests; otherwise it rests, and then one request at a time as a probe. */
  public boolean isHealthy() {
    return restsBecause.isEmpty();
  }

  /** Why it rests; empty if it is healthy. */
  public Optional<Signal.Reason> restsBecause() {
    return restsBecause;
  }

  /** How much longer it rests; zero if it is healthy, or may be probed. */
  public Duration restsFor() {
    return restsFor;
  }

  /** How many requests have been sent there and not been answered yet. */
  public int inFlight() {
    return inFlight;
  }

  /** How many requests have been sent there. */
  public long sent() {
    return sent;
  }

  /** How many of those have failed, for whatever reason. */
  public long failed() {
    return failed;
  }

  @Override
  public String toString() {
    return "%s (limiter \"%s\"): %s, %s in flight, %s sent, %s failed"
        .formatted(
            name(),
            limiterName(),
            restsBecause.map(why -> "rests for " + restsFor + " after " + why).orElse("healthy"),
            inFlight,
            sent,
            failed);
  }
}
