package dev.ritmo.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.ritmo.processor.model.FailureType;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.RuntimeTypes;
import dev.ritmo.rules.Defaults;
import java.util.ArrayList;
import java.util.List;

/** The expression for the settings of a retry; defaults are omitted. */
final class RetryCode {

  private RetryCode() {}

  static CodeBlock of(Retry retry) {
    List<CodeBlock> changes = changes(retry);
    CodeBlock start = CodeBlock.of("$T.DEFAULT", RuntimeTypes.RETRY_SETTINGS);
    if (changes.size() <= 1) {
      return CodeBlock.builder().add(start).add(CodeBlock.join(changes, "")).build();
    }
    return CodeBlock.builder()
        .add("\n$>$>")
        .add(start)
        .add("$>$>\n")
        .add(CodeBlock.join(changes, "\n"))
        .add("$<$<$<$<")
        .build();
  }

  private static List<CodeBlock> changes(Retry retry) {
    List<CodeBlock> changes = new ArrayList<>();
    if (retry.maxAttempts().value() != Defaults.MAX_ATTEMPTS) {
      changes.add(CodeBlock.of(".maxAttempts($L)", retry.maxAttempts().value()));
    }
    Delays delays = Delays.of(retry);
    if (!delays.isDefault()) {
      changes.add(delays.code());
    }
    if (retry.multiplier().value() != Defaults.MULTIPLIER) {
      changes.add(CodeBlock.of(".multiplier($L)", retry.multiplier().value()));
    }
    if (retry.jitter().value() != Defaults.JITTER) {
      changes.add(CodeBlock.of(".jitter($L)", retry.jitter().value()));
    }
    if (retry.deadline().isWritten()) {
      changes.add(
          CodeBlock.of(
              ".deadline($L)", Literals.duration(retry.deadline().value(), retry.unit().value())));
    }
    if (!retry.retryOn().isEmpty()) {
      changes.add(CodeBlock.of(".retryOn($L)", classes(retry.retryOn())));
    }
    if (!retry.abortOn().isEmpty()) {
      changes.add(CodeBlock.of(".abortOn($L)", classes(retry.abortOn())));
    }
    return changes;
  }

  private static CodeBlock classes(List<FailureType> failures) {
    return failures.stream()
        .map(failure -> CodeBlock.of("$T.class", failure.type()))
        .collect(CodeBlock.joining(",$W"));
  }
}
