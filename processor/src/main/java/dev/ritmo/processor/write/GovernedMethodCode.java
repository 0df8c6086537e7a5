package dev.ritmo.processor.write;

import static java.util.stream.Collectors.joining;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.RuntimeTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The expression for one governed method; defaults are omitted. */
final class GovernedMethodCode {

  private GovernedMethodCode() {}

  /**
   * @param key the name of the method that extracts the key; null without one
   * @param own the generated class
   */
  static CodeBlock of(GovernedMethod method, @Nullable String key, ClassName own) {
    CodeBlock.Builder code =
        CodeBlock.builder()
            .add("$T.of(\n$>$>$>$>", RuntimeTypes.GOVERNED_METHOD)
            .add("$S,\n$S", method.signature(), method.limiterName());
    RateLimits limits = method.limits();
    Retry retry = method.retry();
    if (limits != null) {
      LimitCode.of(limits.overall()).forEach(limit -> code.add(",\n$L", limit));
    }
    code.add(")$<$<");
    if (limits != null && key != null) {
      code.add("\n.perKey($>$>\n$T::$L", own, key);
      LimitCode.of(limits.perKey()).forEach(limit -> code.add(",\n$L", limit));
      code.add(")$<$<");
    }
    if (!method.arguments().prompt().isEmpty()) {
      code.add("\n.prompt($L)", positions(method.arguments().prompt()));
    }
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

  private static String positions(List<Integer> positions) {
    return positions.stream().map(String::valueOf).collect(joining(", "));
  }

  private static CodeBlock maxWaitOf(RateLimit limit) {
    return limit.maxWait().value() == RateLimit.FOREVER
        ? CodeBlock.of(
            "$T.FOREVER, $L", RuntimeTypes.GOVERNED_METHOD, Literals.unit(limit.unit().value()))
        : Literals.duration(limit.maxWait().value(), limit.unit().value());
  }
}
