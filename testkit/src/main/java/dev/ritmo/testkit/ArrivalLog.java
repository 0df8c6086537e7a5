package dev.ritmo.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived at a provider, on all accounts, and the failures that its next requests get.
 * Accounts decide and log under the lock of this object, so that the log is in order and has the
 * times given to the policies.
 */
final class ArrivalLog {

  private final long start = System.nanoTime();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final ArrayDeque<Failure> script = new ArrayDeque<>();

  long start() {
    return start;
  }

  synchronized List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  synchronized void failNext(Failure... failures) {
    Collections.addAll(script, failures);
  }

  synchronized @Nullable Failure nextFailure() {
    return script.poll();
  }

  synchronized int next() {
    return arrivals.size();
  }

  /** Logs a request that is admitted. */
  synchronized void admit(long nanos, ModelRequest request, int connection, int reserved) {
    add(nanos, true, 200, connection, request, reserved, -1);
  }

  /** Logs a request that is not served. */
  synchronized void refuse(long nanos, Failure failure, ModelRequest request, int connection) {
    int status = failure.statusAt(request.endpoint());
    add(nanos, false, status, connection, request, 0, 0);
  }

  /** Logs a request with a key that no account has. */
  synchronized void refuseUnknown(Failure failure, ModelRequest asked, int connection) {
    refuse(System.nanoTime(), failure, asked.arrived(next(), Account.UNKNOWN), connection);
  }

  synchronized void settle(int number, int used) {
    arrivals.set(number, arrivals.get(number).settled(used));
  }

  synchronized void fail(int number, Failure failure) {
    Arrival arrival = arrivals.get(number);
    arrivals.set(number, arrival.failed(failure.statusAt(arrival.request().endpoint())));
  }

  private void add(
      long nanos,
      boolean admitted,
      int status,
      int connection,
      ModelRequest request,
      int reserved,
      int used) {
    Duration sinceStart = Duration.ofNanos(nanos - start);
    arrivals.add(
        new Arrival(
            arrivals.size(),
            nanos,
            sinceStart,
            admitted,
            status,
            request.account(),
            connection,
            request,
            reserved,
            used));
  }
}
