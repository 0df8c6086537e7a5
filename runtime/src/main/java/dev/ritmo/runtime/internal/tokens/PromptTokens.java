package dev.ritmo.runtime.internal.tokens;

import dev.ritmo.rules.Bounds;
import dev.ritmo.runtime.spi.PromptReader;
import dev.ritmo.runtime.spi.TokenEstimator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the tokens of prompts from the texts in the arguments of calls. Runs foreign code, so
 * it must not be called under a lock. Thread-safe.
 */
public final class PromptTokens {

  /** The depth to which nested collections are read, because one may contain itself. */
  private static final int DEPTH = 16;

  private final TokenEstimator estimator;
  private final List<PromptReader> readers;

  public PromptTokens(TokenServices services) {
    estimator = services.estimator();
    readers = services.prompts();
  }

  /**
   * The tokens of all texts in the object.
   *
   * @throws IllegalStateException if the estimator returns an impossible number
   */
  public long of(@Nullable Object prompt) {
    return of(prompt, DEPTH);
  }

  private long of(@Nullable Object prompt, int depth) {
    if (prompt == null || depth == 0) {
      return 0;
    }
    if (prompt instanceof CharSequence text) {
      return estimate(text);
    }
    if (prompt instanceof Object[] array) {
      return ofAll(Arrays.asList(array), depth);
    }
    if (prompt instanceof Optional<?> optional) {
      return of(optional.orElse(null), depth - 1);
    }
    for (PromptReader reader : readers) {
      Object read = reader.read(prompt);
      if (read != null) {
        return of(read, depth - 1);
      }
    }
    return prompt instanceof Iterable<?> many ? ofAll(many, depth) : ofOther(prompt);
  }

  private long ofAll(Iterable<?> many, int depth) {
    long sum = 0;
    for (Object one : many) {
      sum = Math.min(Bounds.MAX_AMOUNT, sum + of(one, depth - 1));
    }
    return sum;
  }

  private long ofOther(Object object) {
    String text = object.toString();
    return text == null ? 0 : estimate(text);
  }

  private long estimate(CharSequence text) {
    long tokens = estimator.tokens(text);
    if (tokens < 0 || tokens > Bounds.MAX_AMOUNT) {
      throw new IllegalStateException(
          "%s must give from 0 to %s tokens for a text, but gave %s. Fix: correct it."
              .formatted(estimator.getClass().getName(), Bounds.MAX_AMOUNT, tokens));
    }
    return tokens;
  }
}
