package dev.ritmo.opentelemetry;

import dev.ritmo.runtime.spi.WaitCause;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/** The names of attributes. Times are in seconds. */
final class RitmoAttributes {

  static final AttributeKey<String> LIMITER = AttributeKey.stringKey("ritmo.limiter");
  static final AttributeKey<String> METHOD = AttributeKey.stringKey("ritmo.method");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("ritmo.outcome");

  /** The number of an attempt, from 1. */
  static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("ritmo.attempt");

  /** How many attempts a call has made. */
  static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("ritmo.attempts");

  /** How long a call has waited in all. */
  static final AttributeKey<Double> WAITED = AttributeKey.doubleKey("ritmo.waited");

  /** What a failure means. */
  static final AttributeKey<String> REASON = AttributeKey.stringKey("ritmo.reason");

  /** How long the provider asks to wait. */
  static final AttributeKey<Double> STATED_DELAY = AttributeKey.doubleKey("ritmo.stated_delay");

  /** Why a call was not tried again. */
  static final AttributeKey<String> END = AttributeKey.stringKey("ritmo.end");

  /** When a call that was refused would be admitted. */
  static final AttributeKey<Double> RETRY_AFTER = AttributeKey.doubleKey("ritmo.retry_after");

  /** What a call has waited for longest, or would have waited for. */
  static final AttributeKey<String> WAIT_CAUSE = AttributeKey.stringKey("ritmo.wait.cause");

  /** All that a call has waited for, the longest first. */
  static final AttributeKey<List<String>> WAIT_CAUSES =
      AttributeKey.stringArrayKey("ritmo.wait.causes");

  /** The limit in the way. */
  static final AttributeKey<String> WAIT_LIMIT = AttributeKey.stringKey("ritmo.wait.limit");

  /** How long a wait was expected to be when it began. */
  static final AttributeKey<Double> WAIT_EXPECTED = AttributeKey.doubleKey("ritmo.wait.expected");

  /** The type of an exception, as in all conventions of OpenTelemetry. */
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  private RitmoAttributes() {}

  /** How long a call has waited for this: {@code ritmo.wait.limit_seconds}. */
  static AttributeKey<Double> waited(WaitCause cause) {
    return AttributeKey.doubleKey("ritmo.wait." + cause.label() + "_seconds");
  }
}
