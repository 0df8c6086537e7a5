package dev.ritmo.runtime.internal.signal;

import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Reports headers that seem to be about limits but are not understood, each name once and never
 * with its value. Thread-safe.
 */
final class UnknownLimitHeaders {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private static final Pattern OF_LIMITS =
      Pattern.compile("[\\w-]{0,80}(?:rate-?limit|quota|throttl|retry-after)[\\w-]{0,80}");

  /** Understood elsewhere, or of no use: the limit itself, and how it is counted. */
  private static final Pattern UNDERSTOOD =
      Pattern.compile(
          "(?:x-)?ratelimit(?:-policy)?|(?:x-|x-ms-|x-ratelimit-|ratelimit-|x-ai-ratelimit-)?retry-after(?:-ms)?"
              + "|(?:x-)?rate-?limit(?:bysize)?-(?:limit|policy|used|resource|type|scope|bucket|global|cost"
              + "|query-cost|tokens-query-cost|renewalperiod|timeremaining|observed)(?:-.*)?"
              + "|anthropic-(?:ratelimit|priority)-.*");

  private static final int MOST_NAMES = 50;

  private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

  private UnknownLimitHeaders() {}

  /** Reports the new names among the headers of an answer. */
  static void report(KnownAnswer answer) {
    for (String header : answer.headerNames()) {
      String name = header.toLowerCase(Locale.ROOT);
      boolean isUnknown =
          OF_LIMITS.matcher(name).matches()
              && !UNDERSTOOD.matcher(name).matches()
              && !LimitHeaderNames.include(name);
      if (isUnknown && REPORTED.size() < MOST_NAMES && REPORTED.add(name)) {
        LOG.log(
            Level.INFO,
            "A provider that rejected a request sent the header {0}, which Ritmo does not understand. Fix: if it says when to come back, read it in a FailureClassifier.",
            name);
      }
    }
  }

  /** Forgets what was reported. */
  static void forgetAll() {
    REPORTED.clear();
  }
}
