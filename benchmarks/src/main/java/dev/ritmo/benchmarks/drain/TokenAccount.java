package dev.ritmo.benchmarks.drain;

import java.time.Duration;

/**
 * A bucket that starts full and is refilled evenly. A prompt is taken on arrival, if it is there;
 * an answer when it is complete, whether it is there or not.
 */
final class TokenAccount implements Account {

  private final Tokens tokens;
  private final double capacity;
  private final double perNano;
  private double level;
  private long last;

  TokenAccount(Tokens tokens, long limit, Duration period) {
    this.tokens = tokens;
    this.capacity = limit;
    this.perNano = capacity / period.toNanos();
    this.level = capacity;
  }

  @Override
  public long refusal(int call, long nanos) {
    refill(nanos);
    double missing = tokens.prompts()[call] - level;
    if (missing > 0) {
      return (long) (missing / perNano) + 1;
    }
    level -= tokens.prompts()[call];
    return 0;
  }

  @Override
  public void complete(int call, long nanos) {
    refill(nanos);
    level -= tokens.answers()[call];
  }

  private void refill(long nanos) {
    level = Math.min(capacity, level + Math.max(0, nanos - last) * perNano);
    last = Math.max(last, nanos);
  }
}
