package dev.ritmo.console;

import static dev.ritmo.console.Finding.Level.INFO;
import static dev.ritmo.console.Finding.Level.TROUBLE;
import static dev.ritmo.console.Finding.Level.WATCH;

import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.WaitingCall;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Concludes from the numbers of a limiter why its calls wait, are refused or fail. The causes that
 * look alike are told apart here: the own limit and a neighbour, an outage and a limit, all keys
 * and one.
 */
final class Findings {

  private static final List<Reason> BROKEN =
      List.of(Reason.OVERLOAD, Reason.TIMEOUT, Reason.CONNECTION);
  private static final List<Reason> REJECTED = List.of(Reason.RATE, Reason.QUOTA);
  private static final List<Reason> INCURABLE =
      List.of(Reason.SPEND, Reason.CREDENTIALS, Reason.MODEL, Reason.BAD_REQUEST);

  /** Fewer failures than this, or a smaller share of attempts, are no outage. */
  private static final int FEW = 3;

  private static final double SHARE = 0.2;

  private final LimiterSnapshot limiter;
  private final LastMinute minute;
  private final Instant now;
  private final List<String> settings;
  private final List<Finding> findings = new ArrayList<>();

  private Findings(LimiterSnapshot limiter, LastMinute minute, Instant now, List<String> settings) {
    this.limiter = limiter;
    this.minute = minute;
    this.now = now;
    this.settings = settings;
  }

  /**
   * Concludes.
   *
   * @param settings what is set outside the code for this limiter
   * @return what matters most first; never empty
   */
  static List<Finding> of(
      LimiterSnapshot limiter, LastMinute minute, Instant now, List<String> settings) {
    Findings found = new Findings(limiter, minute, now, settings);
    found.provider();
    found.pause();
    found.lowered();
    found.waiting();
    if (found.findings.isEmpty()) {
      found.add(INFO, "fine", found.fine(), "");
    }
    found.findings.sort(Comparator.comparing(Finding::level).reversed()); // stable
    return found.findings;
  }

  private void add(Finding.Level level, String cause, String text, String advice) {
    findings.add(new Finding(level, cause, text, advice));
  }

  private void pause() {
    Instant until = limiter.pausedUntil();
    if (until == null) {
      return;
    }
    String waiting = limiter.waiting() == 0 ? "" : " " + waiting("wait") + ".";
    add(
        TROUBLE,
        "pause",
        "Paused for another %s: no call is admitted.%s"
            .formatted(Words.time(Duration.between(now, until)), waiting),
        reasonOfPause());
  }

  private String reasonOfPause() {
    if (minute.failed(REJECTED) > 0) {
      return "The provider has asked for it when it rejected a request.";
    }
    return minute.failed(BROKEN) > 0
        ? "The provider is given time after failures."
        : "No request has failed in the last minute, so the program has asked for it, or the provider before that.";
  }

  private String waiting(String verb) {
    return Words.count(limiter.waiting(), "call " + verb + "s", "calls " + verb);
  }

  private void provider() {
    long broken = minute.failed(BROKEN);
    if (broken > 0) {
      boolean isOutage = broken >= FEW && broken >= SHARE * minute.admitted();
      add(
          isOutage ? TROUBLE : WATCH,
          "provider-fails",
          "The provider fails: %s of %s attempts in the last minute (%s)."
              .formatted(broken, Math.max(broken, minute.admitted()), reasons(only(BROKEN))),
          "This is no limit. Look at the provider's status. "
              + (limiter.retriesLeft() == 0
                  ? "The retry budget is empty, so calls fail at once."
                  : "The retry budget has %s left."
                      .formatted(Words.count(limiter.retriesLeft(), "retry", "retries"))));
    }
    long incurable = minute.failed(INCURABLE);
    if (incurable > 0) {
      add(
          TROUBLE,
          "account",
          "%s in the last minute for a reason that no retry cures (%s)."
              .formatted(
                  Words.count(incurable, "attempt failed", "attempts failed"),
                  reasons(only(INCURABLE))),
          "Look at the account, its key and its model.");
    }
    long rejected = minute.failed(REJECTED);
    if (rejected > 0 && lowest().isEmpty()) {
      boolean isOften = rejected >= FEW && rejected >= SHARE * minute.admitted();
      add(
          isOften ? TROUBLE : WATCH,
          "rejections",
          "The provider has rejected %s of %s attempts in the last minute (%s)."
              .formatted(rejected, Math.max(rejected, minute.admitted()), reasons(only(REJECTED))),
          "The declared limit was kept, so the account has less than that, or another program uses it too."
              + checkSettings());
    }
  }

  /** The limit of which the smallest share is admitted, if any is lowered. */
  private Optional<LimitState> lowest() {
    return limiter.states().stream()
        .filter(LimitState::isLowered)
        .min(Comparator.comparingInt(Sample::effective));
  }

  private void lowered() {
    lowest()
        .ifPresent(
            state ->
                add(
                    TROUBLE,
                    "lowered",
                    "The provider serves less than the declared %s: only %s is kept, %s %% of it.%s"
                        .formatted(
                            state.limit(),
                            state.effective(),
                            Math.max(1, Sample.effective(state) * 100 / Sample.WHOLE),
                            limiter.waiting() == 0 || limiter.pausedUntil() != null
                                ? ""
                                : " " + waiting("wait") + "."),
                    "Another program uses the same account (a neighbour), or the declared limit is more than the account has. It rises again by itself when the provider serves more."
                        + checkSettings()));
  }

  private void waiting() {
    WaitingCall longest = limiter.queue().longestWaiting();
    if (limiter.pausedUntil() != null) {
      return;
    }
    if (longest != null) {
      waiting(longest);
    } else if (minute.refused() > 0) {
      add(
          TROUBLE,
          "refused",
          refused(),
          "Their turn would have come after their maxWait. The events below say which limit was in the way."
              + checkSettings());
    }
  }

  private void waiting(WaitingCall longest) {
    Finding.Level level = minute.refused() > 0 ? TROUBLE : WATCH;
    String waits =
        "%s, the longest for %s"
            .formatted(waiting("wait"), Words.time(Duration.between(longest.since(), now)));
    String more = minute.refused() > 0 ? " " + refused() : "";
    String limit = longest.limit().map(Limit::toString).orElse("its limit");
    switch (longest.cause()) {
      case SLOT ->
          add(
              level,
              "slots-full",
              "All slots are taken (%s): %s.%s".formatted(limit, waits, more),
              "Each call waits for another to end. See how long calls take; if they are as fast as ever, raise concurrent.");
      case PAUSE ->
          add(
              level,
              "key-paused",
              "%s: their key is paused.%s".formatted(waits, more),
              "The provider has asked for it.");
      case BACKOFF ->
          add(
              level,
              "backoff",
              "%s for another attempt.%s".formatted(waits, more),
              "They have failed before; see the failures.");
      case SHARED ->
          add(
              level,
              "shared",
              "The limit over all keys is used up (%s): %s.%s".formatted(limit, waits, more),
              "All keys together want more than that. Raise it, or admit fewer keys."
                  + checkSettings());
      case LIMIT -> waitingForLimit(level, longest, waits, more, limit);
    }
  }

  private void waitingForLimit(
      Finding.Level level, WaitingCall longest, String waits, String more, String limit) {
    Duration start = limiter.queue().startsIn();
    boolean othersGo = start != null && start.compareTo(Duration.ofSeconds(1)) < 0;
    boolean isOfKey = longest.limit().map(limiter.perKey()::contains).orElse(false);
    if (isOfKey && othersGo) {
      add(
          level,
          "noisy-key",
          "A key has used up its own limit (%s): %s.%s".formatted(limit, waits, more),
          "Calls of other keys start at once, so one key, or a few of %s, ask for more than their share."
              .formatted(limiter.keys()));
    } else if (lowest().isEmpty()) { // otherwise it is said there
      add(
          level,
          "own-limit",
          "The own limit is used up (%s): %s.%s".formatted(limit, waits, more),
          (minute.failed(REJECTED) == 0
                  ? "The provider rejects nothing: the load is higher than the limit. If the account has more, raise the limit."
                  : "The load is higher than the limit.")
              + checkSettings());
    }
  }

  private String refused() {
    return "%s in the last minute."
        .formatted(Words.count(minute.refused(), "call was refused", "calls were refused"));
  }

  private String checkSettings() {
    return settings.isEmpty()
        ? ""
        : " Check first what is set outside the code: " + String.join(", ", settings) + ".";
  }

  private String fine() {
    Duration start = limiter.queue().startsIn();
    if (start == null) {
      return "Nothing waits.";
    }
    return start.isZero()
        ? "Nothing waits, and a call that arrives now starts at once."
        : "Nothing waits; a call that arrives now would start in " + Words.time(start) + ".";
  }

  private Map<Reason, Long> only(List<Reason> reasons) {
    return minute.failures().entrySet().stream()
        .filter(entry -> reasons.contains(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static String reasons(Map<Reason, Long> failures) {
    return failures.entrySet().stream()
        .sorted(Map.Entry.<Reason, Long>comparingByValue().reversed())
        .map(
            entry ->
                Words.spaced(entry.getKey().name().toLowerCase(Locale.ROOT))
                    + " "
                    + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
