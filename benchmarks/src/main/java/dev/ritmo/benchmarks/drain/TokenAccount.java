package dev.ritmo.benchmarks.drain;

import dev.ritmo.testkit.TokenPolicy;
import java.time.Duration;

/**
 * A bucket that starts full and is refilled evenly. A prompt is taken on arrival, if it is there;
 * an answer when it is complete, whether it is there or not.
 */
final class TokenAccount implements Account {

  private final Tokens tokens;
  private final TokenPolicy bucket;

  TokenAccount(Tokens tokens, int limit, Duration period) {
    this.tokens = tokens;
    this.bucket = TokenPolicy.bucket(limit, period);
  }

  @Override
  public long refusal(int call, long nanos) {
    var verdict = bucket.reserve(nanos, tokens.prompts()[call]);
    return verdict.admitted() ? 0 : Math.max(1, verdict.retryAfterNanos());
  }

  @Override
  public void complete(int call, long nanos) {
    bucket.settle(nanos, nanos, tokens.prompts()[call], tokens.all(call));
  }
}
