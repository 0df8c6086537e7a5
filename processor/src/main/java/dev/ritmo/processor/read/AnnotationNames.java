package dev.ritmo.processor.read;

import java.util.Set;

/**
 * The names of our annotations and of their elements. Those of amounts are in {@link
 * dev.ritmo.processor.model.Dimension}.
 */
public final class AnnotationNames {

  public static final String RATE_LIMITED = "dev.ritmo.RateLimited";
  public static final String RATE_LIMITED_LIST = "dev.ritmo.RateLimited.List";
  public static final String RETRY_ON_RATE_LIMIT = "dev.ritmo.RetryOnRateLimit";
  public static final String PROMPT = "dev.ritmo.Prompt";

  /** The annotations that govern what they are put on. */
  public static final Set<String> GOVERNING =
      Set.of(RATE_LIMITED, RATE_LIMITED_LIST, RETRY_ON_RATE_LIMIT);

  static final String VALUE = "value";

  static final String BURST = "burst";
  static final String PERIOD = "period";
  static final String UNIT = "unit";
  static final String PLAN = "plan";
  static final String LIMITER = "limiter";
  static final String KEY = "key";
  static final String MAX_WAIT = "maxWait";

  static final String MAX_ATTEMPTS = "maxAttempts";
  static final String INITIAL_DELAY = "initialDelay";
  static final String MAX_DELAY = "maxDelay";
  static final String MULTIPLIER = "multiplier";
  static final String JITTER = "jitter";
  static final String DEADLINE = "deadline";
  static final String RETRY_ON = "retryOn";
  static final String ABORT_ON = "abortOn";

  private AnnotationNames() {}
}
