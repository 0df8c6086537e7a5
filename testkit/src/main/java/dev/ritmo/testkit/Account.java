package dev.ritmo.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of the provider's only account: policy, failures to answer with, and log. */
final class Account {

  private final Policy policy;
  private final long start;
  private final List<Arrival> log = new ArrayList<>();
  private final ArrayDeque<Failure> script = new ArrayDeque<>();

  /**
   * @param start the nanoTime that is zero to the policy
   */
  Account(Policy policy, long start) {
    this.policy = policy;
    this.start = start;
  }

  synchronized void failNext(Failure... failures) {
    Collections.addAll(script, failures);
  }

  synchronized List<Arrival> arrivals() {
    return List.copyOf(log);
  }

  /** Logs a request that cannot be parsed; the policy does not see it. */
  synchronized Failure malformed() {
    append(System.nanoTime(), false, Rejections.MALFORMED.status());
    return Rejections.MALFORMED;
  }

  /**
   * Decides and logs at the same instant, so that the log is in order and has the times given to
   * the policy.
   */
  synchronized Decision decide(Json.Request request) {
    long nanos = System.nanoTime();
    Failure scripted = script.poll();
    if (scripted != null) {
      return failed(nanos, null, scripted);
    }
    Verdict verdict = policy.decide(nanos - start);
    if (!verdict.admitted()) {
      return failed(nanos, verdict, Rejections.byLimit(verdict, request.model()));
    }
    append(nanos, true, 200);
    return new Decision(verdict, null);
  }

  private Decision failed(long nanos, @Nullable Verdict verdict, Failure failure) {
    append(nanos, false, failure.status());
    return new Decision(verdict, failure);
  }

  private void append(long nanos, boolean admitted, int status) {
    Duration sinceStart = Duration.ofNanos(nanos - start);
    log.add(new Arrival(log.size(), nanos, sinceStart, admitted, status));
  }

  /**
   * The decision on a request.
   *
   * @param verdict the verdict of the policy; null if it was not asked
   * @param failure the answer; null if the request is served
   */
  record Decision(@Nullable Verdict verdict, @Nullable Failure failure) {}
}
