package dev.ritmo.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.RuntimeTypes;

/** The expression for one governed method; what has its default is not written. */
final class GovernedMethodCode {

  private GovernedMethodCode() {}

  static CodeBlock of(GovernedMethod method) {
    CodeBlock.Builder code =
        CodeBlock.builder()
            .add("$T.of(\n$>$>$>$>", RuntimeTypes.GOVERNED_METHOD)
            .add("$S,\n$S", method.signature(), method.limiterName());
    RateLimits limits = method.limits();
    Retry retry = method.retry();
    if (limits != null) {
      LimitCode.of(limits).forEach(limit -> code.add(",\n$L", limit));
    }
    code.add(")$<$<");
    if (limits != null) {
      limits.waiting().ifPresent(limit -> code.add("\n.maxWait($L)", maxWaitOf(limit)));
    }
    if (retry != null) {
      code.add("\n.retry($L)", RetryCode.of(retry));
    }
    if (method.isDeferred()) {
      code.add("\n.deferred()");
    }
    return code.add("$<$<").build();
  }

  private static CodeBlock maxWaitOf(RateLimit limit) {
    return limit.maxWait().value() == RateLimit.FOREVER
        ? CodeBlock.of(
            "$T.FOREVER, $L", RuntimeTypes.GOVERNED_METHOD, Literals.unit(limit.unit().value()))
        : Literals.duration(limit.maxWait().value(), limit.unit().value());
  }
}
