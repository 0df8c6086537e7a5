package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.OwnVersion;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedType;
import java.util.Optional;
import java.util.Set;

/** A weaver is declared; otherwise reported once, at the first governed element. */
public final class WeaverIsDeclared implements Rule<GovernedType> {

  private static final Set<String> WEAVERS = Set.of("maven", "ajc", "load-time");

  private final Optional<String> weaving;
  private boolean reported;

  /** Checks the value of the option, if it was given. */
  public WeaverIsDeclared(Optional<String> weaving) {
    this.weaving = weaving;
  }

  @Override
  public void check(GovernedType type, Findings findings) {
    if (reported || type.methods().isEmpty()) {
      return;
    }
    reported = true;
    if (weaving.isEmpty()) {
      findings.add(Diagnostic.WEAVER_NOT_DECLARED, type.position(), OwnVersion.read());
    } else if (!WEAVERS.contains(weaving.get())) {
      findings.add(Diagnostic.WEAVER_UNKNOWN, type.position(), "'" + weaving.get() + "'");
    }
  }
}
