package dev.ritmo.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.ritmo.processor.model.Amount;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.RuntimeTypes;
import java.util.List;

/**
 * The expressions for limits: those per period in the order of the source, in which overrides
 * number them, then that of concurrent calls, wherever it was written.
 */
final class LimitCode {

  private LimitCode() {}

  static List<CodeBlock> of(RateLimits limits) {
    return limits.amounts().stream().map(LimitCode::of).toList();
  }

  /** The methods of the runtime have the names of the annotation elements. */
  private static CodeBlock of(Amount amount) {
    CodeBlock limit =
        CodeBlock.of(
            "$T.$L($L)", RuntimeTypes.LIMIT, amount.dimension().element(), arguments(amount));
    return amount.burst() == amount.amount()
        ? limit
        : CodeBlock.of("$L.burst($L)", limit, Literals.number(amount.burst()));
  }

  private static CodeBlock arguments(Amount amount) {
    String number = Literals.number(amount.amount());
    return amount.dimension().isPerPeriod()
        ? CodeBlock.of("$L, $L", number, Literals.duration(amount.period(), amount.unit()))
        : CodeBlock.of("$L", number);
  }
}
