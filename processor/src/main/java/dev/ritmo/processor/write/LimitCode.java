package dev.ritmo.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.RuntimeTypes;
import java.util.ArrayList;
import java.util.List;

/**
 * The expressions for the limits of a limiter: those per period in the order of the source, in
 * which overrides number them, then that of calls at the same time, wherever it was written.
 */
final class LimitCode {

  private LimitCode() {}

  static List<CodeBlock> of(RateLimits limits) {
    List<CodeBlock> code = new ArrayList<>();
    limits.perPeriod().forEach(limit -> code.add(perPeriod(limit)));
    limits.atOnce().forEach(limit -> code.add(atOnce(limit)));
    return code;
  }

  private static CodeBlock perPeriod(RateLimit limit) {
    CodeBlock calls =
        CodeBlock.of(
            "$T.calls($L, $L)",
            RuntimeTypes.LIMIT,
            limit.calls().value(),
            Literals.duration(limit.period().value(), limit.unit().value()));
    return limit.callsBackToBack() == limit.calls().value()
        ? calls
        : CodeBlock.of("$L.burst($L)", calls, limit.callsBackToBack());
  }

  private static CodeBlock atOnce(RateLimit limit) {
    return CodeBlock.of("$T.concurrent($L)", RuntimeTypes.LIMIT, limit.concurrent().value());
  }
}
