package dev.ritmo.benchmarks.drain;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import dev.ritmo.runtime.Ritmo;
import java.time.Duration;

/** Callers under Ritmo. */
final class Governed {

  private static final String RETRIED = "retried";
  private static final String LIMITED = "limited";
  private static final String PLAIN = "plain";

  private final Caller bare;

  Governed(Caller bare) {
    this.bare = bare;
  }

  /** Forgets what was admitted, and takes another limit, as an operator would set it. */
  static void reset(int calls, Duration period) {
    for (String limiter : new String[] {RETRIED, LIMITED, PLAIN}) {
      String prefix = "ritmo.limiter." + limiter + ".";
      System.setProperty(prefix + "calls", Integer.toString(calls));
      System.setProperty(prefix + "period", Long.toString(period.toMillis()));
      System.setProperty(prefix + "unit", "MILLISECONDS");
    }
    System.setProperty("ritmo.limiter." + PLAIN + ".inference", "off");
    Ritmo.reset();
  }

  /** As many attempts as the peers have. */
  @RateLimited(calls = 50, period = 5, limiter = RETRIED, maxWait = RateLimited.FOREVER)
  @RetryOnRateLimit(maxAttempts = Peers.ATTEMPTS)
  void retried(int number) throws Exception {
    bare.call(number);
  }

  /** As {@link #retried}, inferring nothing from rejections. */
  @RateLimited(calls = 50, period = 5, limiter = PLAIN, maxWait = RateLimited.FOREVER)
  @RetryOnRateLimit(maxAttempts = Peers.ATTEMPTS)
  void plain(int number) throws Exception {
    bare.call(number);
  }

  @RateLimited(calls = 50, period = 5, limiter = LIMITED, maxWait = RateLimited.FOREVER)
  void limited(int number) throws Exception {
    bare.call(number);
  }
}
