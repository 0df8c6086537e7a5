package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import java.util.List;

/** A call has one key: all annotations of a method or type that have one have the same. */
public final class KeysAgree implements Rule<RateLimits> {

  @Override
  public void check(RateLimits limits, Findings findings) {
    List<RateLimit> keyed = limits.perKey().all();
    for (RateLimit limit : keyed) {
      String first = keyed.get(0).key().value();
      if (!limit.key().value().equals(first)) {
        findings.add(
            Diagnostic.KEYS_DISAGREE,
            limit.place().at(limit.key()),
            limits.place().name(),
            first,
            limit.key().value());
      }
    }
  }
}
