package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** A key is names with dots between. */
public final class KeyIsAPath implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    if (limit.isKeyed() && !isPath(limit.key().value())) {
      findings.add(Diagnostic.KEY_MALFORMED, limit.place().at(limit.key()), limit.key().value());
    }
  }

  private static boolean isPath(String key) {
    return Stream.of(key.split("\\.", -1)).allMatch(SourceVersion::isIdentifier);
  }
}
