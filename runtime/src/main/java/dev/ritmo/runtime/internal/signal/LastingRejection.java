package dev.ritmo.runtime.internal.signal;

import java.util.regex.Pattern;

/**
 * Rejections that no wait within reach cures although they look like others: the request is larger
 * than the whole limit, money is spent, or the quota of a day or a month is used up and nobody says
 * until when.
 */
final class LastingRejection {

  private static final Pattern FOR_GOOD =
      Pattern.compile(
          "request too large|spend(?:ing)? (?:cap|limit)|usage limits|credit balance"
              + "|insufficient (?:credit|balance|funds)|\\blimit: 0(?![.\\d])",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern FOR_LONG =
      Pattern.compile(
          "(?:per|/)[- ]?(?:day|month)|\\b(?:rpd|tpd)\\b|monthly|daily", Pattern.CASE_INSENSITIVE);

  private static final Pattern FOR_SHORT =
      Pattern.compile("(?:per|/)[- ]?(?:min|sec)|\\b(?:rpm|tpm)\\b", Pattern.CASE_INSENSITIVE);

  private LastingRejection() {}

  /** Whether the same request would be rejected until long after any time that is stated. */
  static boolean isForGood(KnownAnswer answer) {
    // the retryDelay beside it is the one of the quota per minute
    boolean isDaily = answer.fields("quotaId").stream().anyMatch(id -> id.contains("PerDay"));
    return isDaily || FOR_GOOD.matcher(answer.text()).find();
  }

  /** Whether the quota of a day or a month is used up. */
  static boolean isForLong(KnownAnswer answer) {
    return FOR_LONG.matcher(answer.text()).find() && !FOR_SHORT.matcher(answer.text()).find();
  }
}
