package dev.ritmo.benchmarks.drain;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Callers under a limit of tokens, through the API: each call states what it knows of its prompt
 * and settles what its answer says it has used.
 */
final class Metered {

  private final Limiter limiter;
  private final Caller bare;
  private final Tokens tokens;

  private Metered(Limiter limiter, Caller bare, Tokens tokens) {
    this.limiter = limiter;
    this.bare = bare;
    this.tokens = tokens;
  }

  static Caller retried(Caller bare, Terms terms, Tokens tokens) {
    return new Metered(Ritmo.limiter("tokens-retried", limits(terms)), bare, tokens)::retried;
  }

  static Caller limited(Caller bare, Terms terms, Tokens tokens) {
    return new Metered(Ritmo.limiter("tokens-limited", limits(terms)), bare, tokens)::attempt;
  }

  static Caller plain(Caller bare, Terms terms, Tokens tokens) {
    Limits limits = limits(terms).withoutInference();
    return new Metered(Ritmo.limiter("tokens-plain", limits), bare, tokens)::retried;
  }

  private static Limits limits(Terms terms) {
    return Limits.of(Limit.tokens(terms.limit(), terms.period().toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Retry of a call hands out no permit to settle, so this is a loop; pauses are the limiter's. */
  private void retried(int call) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        attempt(call);
        return;
      } catch (Rejected e) {
        if (attempt == Peers.ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void attempt(int call) throws Exception {
    try (Permit permit =
        limiter.call().inputTokens(tokens.estimates()[call]).waitForever().acquire()) {
      try {
        bare.call(call);
        permit.used(tokens.prompts()[call], tokens.answers()[call]);
      } catch (Rejected e) {
        permit.rejected(Duration.ofSeconds(e.retryAfterSeconds()));
        throw e;
      }
    }
  }
}
