package dev.ritmo.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.RuntimeTypes;
import dev.ritmo.processor.model.TokenAmount;
import java.util.ArrayList;
import java.util.List;

/**
 * The expressions for limits: those per period in the order of the source, in which overrides
 * number them, then that of calls at the same time, wherever it was written.
 */
final class LimitCode {

  private LimitCode() {}

  static List<CodeBlock> of(RateLimits limits) {
    List<CodeBlock> code = new ArrayList<>();
    for (RateLimit limit : limits.perPeriod()) {
      if (limit.calls().isWritten()) {
        code.add(calls(limit));
      }
      limit.tokenAmounts().forEach(amount -> code.add(tokens(amount, limit)));
    }
    limits.atOnce().forEach(limit -> code.add(atOnce(limit)));
    return code;
  }

  private static CodeBlock calls(RateLimit limit) {
    CodeBlock calls =
        CodeBlock.of("$T.calls($L, $L)", RuntimeTypes.LIMIT, limit.calls().value(), period(limit));
    return limit.callsBackToBack() == limit.calls().value()
        ? calls
        : CodeBlock.of("$L.burst($L)", calls, limit.callsBackToBack());
  }

  /** The methods of the runtime are called as the elements of the annotation. */
  private static CodeBlock tokens(TokenAmount amount, RateLimit limit) {
    return CodeBlock.of(
        "$T.$L($L, $L)",
        RuntimeTypes.LIMIT,
        amount.element(),
        Literals.number(amount.setting().value()),
        period(limit));
  }

  private static CodeBlock atOnce(RateLimit limit) {
    return CodeBlock.of("$T.concurrent($L)", RuntimeTypes.LIMIT, limit.concurrent().value());
  }

  private static CodeBlock period(RateLimit limit) {
    return Literals.duration(limit.period().value(), limit.unit().value());
  }
}
