package dev.ritmo.benchmarks.drain;

import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.concurrent.TimeUnit;

/** Callers under two limits, through the API: each scenario declares others. */
final class Programmed {

  private final LimitedCall call;
  private final Caller bare;

  private Programmed(LimitedCall call, Caller bare) {
    this.call = call;
    this.bare = bare;
  }

  static Caller inferring(Caller bare, Terms terms, Limit beside) {
    return caller("programmed", limits(terms, beside), bare);
  }

  static Caller plain(Caller bare, Terms terms, Limit beside) {
    return caller("programmed-plain", limits(terms, beside).withoutInference(), bare);
  }

  private static Limits limits(Terms terms, Limit beside) {
    long millis = terms.period().toMillis();
    return Limits.of(Limit.calls(terms.limit(), millis, TimeUnit.MILLISECONDS), beside);
  }

  private static Caller caller(String name, Limits limits, Caller bare) {
    LimitedCall call =
        Ritmo.limiter(name, limits)
            .call()
            .waitForever()
            .retry(RetrySettings.DEFAULT.maxAttempts(Peers.ATTEMPTS));
    return new Programmed(call, bare)::run;
  }

  private void run(int number) throws Exception {
    boolean unused =
        call.run(
            () -> {
              bare.call(number);
              return true;
            });
  }
}
