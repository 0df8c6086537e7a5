package dev.ritmo.benchmarks.accidents;

import dev.ritmo.benchmarks.provider.Accident;
import dev.ritmo.benchmarks.provider.Account;
import dev.ritmo.benchmarks.provider.Chance;
import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.call.MethodGuard;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.StatedSize;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client in one scenario, from the beginning to the end, on one thread. */
final class Run {

  /** So many shares of jitter there are, one of which each call has. */
  private static final int BACK_OFFS = 16;

  /** A batch is never lost because a call gives up. */
  private static final int PATIENT = 1000;

  private final SimulatedTime time = new SimulatedTime();
  private final Departures departures = new Departures();
  private final Scenario scenario;
  private final long seed;
  private final List<Accident> accidents;
  private final Account account;
  private final Trips trips;
  private final Admission limiter;
  private final Retry[] retries = new Retry[BACK_OFFS];
  private long longestWait;
  private final Trace trace;

  private long next;
  private long toCome;
  private long served;
  private long refused;
  private long failed;
  private long rejected;
  private long end;

  private Run(Scenario scenario, Client client, long seed, @Nullable Trace trace) {
    this.scenario = scenario;
    this.seed = seed;
    this.accidents = scenario.mishaps().of(seed);
    this.account = new Account(scenario.counting(), accidents, seed);
    this.trips = new Trips(seed, scenario.jitter());
    this.limiter = client.limiter(scenario.limits(), new Timeline(time));
    this.trace = trace == null ? Trace.NONE : trace;
  }

  /**
   * Runs it.
   *
   * @param horizon the time at which a batch is given up
   */
  static Result of(Scenario scenario, Client client, long seed, long horizon) {
    return of(scenario, client, seed, horizon, null);
  }

  static Result of(
      Scenario scenario, Client client, long seed, long horizon, @Nullable Trace trace) {
    Run run = new Run(scenario, client, seed, trace);
    if (scenario.load() instanceof Load.Batch batch) {
      return run.batch(batch, horizon);
    }
    return scenario.load() instanceof Load.Crowd crowd
        ? run.crowd(crowd)
        : run.stream((Load.Stream) scenario.load());
  }

  private Result batch(Load.Batch batch, long horizon) {
    toCome = batch.calls();
    allow(RetrySettings.DEFAULT.maxAttempts(PATIENT), Long.MAX_VALUE);
    for (int i = 0; i < batch.workers(); i++) {
      takeNext();
    }
    boolean goesOn = true;
    while (served + failed < batch.calls() && goesOn) {
      goesOn = time.step(horizon);
    }
    return result(served == batch.calls() ? (double) end : Double.POSITIVE_INFINITY);
  }

  private Result crowd(Load.Crowd crowd) {
    toCome = Long.MAX_VALUE;
    allow(RetrySettings.DEFAULT.maxAttempts(PATIENT), Long.MAX_VALUE);
    for (int i = 0; i < crowd.workers(); i++) {
      takeNext();
    }
    return runUntil(crowd.duration());
  }

  private Result stream(Load.Stream stream) {
    allow(RetrySettings.DEFAULT, stream.maxWait());
    time.schedule(() -> comes(stream), 0);
    return runUntil(stream.duration());
  }

  private void comes(Load.Stream stream) {
    long number = next++;
    double share = Chance.uniform(seed, Chance.INTERVAL, number, 0) + 0.5;
    time.schedule(() -> comes(stream), (long) (stream.interval(time.elapsed()) * share));
    start(number, false);
  }

  private Result runUntil(long duration) {
    boolean goesOn = true;
    while (goesOn) {
      goesOn = time.step(duration);
    }
    return result((double) end);
  }

  /**
   * Makes the retries of calls. The random share of each back-off is that of the call, as the retry
   * itself would take one that cannot be had again.
   */
  private void allow(RetrySettings retry, long maxWait) {
    longestWait = maxWait;
    for (int i = 0; i < BACK_OFFS; i++) {
      double longer = 1 + retry.jitter() * i / BACK_OFFS;
      long initial = (long) (retry.initialDelayNanos() * longer);
      long longest = (long) (retry.maxDelayNanos() * longer);
      RetrySettings settings = retry.jitter(0).delays(initial, longest, TimeUnit.NANOSECONDS);
      retries[i] = new Retry(settings, limiter.timeline());
    }
  }

  private void takeNext() {
    if (toCome > 0) {
      toCome--;
      start(next++, true);
    }
  }

  private void start(long number, boolean takesNext) {
    long amount = scenario.amount(seed, number);
    int share = (int) (BACK_OFFS * Chance.uniform(seed, Chance.BACK_OFF, number, 0));
    StatedSize size =
        scenario.tokens()
            ? StatedSize.ONE_CALL.with(Dimension.TOKENS, amount)
            : StatedSize.ONE_CALL;
    Terms terms = new Terms(size.weights(limiter), Priority.NORMAL, longestWait);
    CompletableFuture<?> unused =
        MethodGuard.ofProgram(limiter, terms, retries[share])
            .start(new Call(this, number, amount)::get)
            .whenComplete((answer, failure) -> ended(number, failure, takesNext));
  }

  private void ended(long number, @Nullable Throwable failure, boolean takesNext) {
    end = time.elapsed();
    if (failure == null) {
      served++;
    } else if (isRefusal(failure)) {
      refused++;
      trace.note(end, "refused: " + failure.getMessage(), number, 0);
    } else {
      failed++;
      trace.note(end, "given up", number, 0);
    }
    if (takesNext) {
      time.schedule(this::takeNext, 0); // in a step of its own, or calls that fail at once pile up
    }
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof RateLimitExceededException
        || failure.getCause() instanceof RateLimitExceededException;
  }

  private Result result(double ended) {
    int beyond = Integer.MIN_VALUE;
    for (Limit limit : scenario.told()) {
      if (limit.dimension() == Dimension.CALLS) {
        int most = departures.most(limit.periodNanos());
        beyond = Math.max(beyond, most - (int) limit.amount());
      }
    }
    return new Result(
        ended, served, refused, failed, departures.count(), rejected, beyond, slowestReturn());
  }

  private double slowestReturn() {
    double slowest = Double.NaN;
    for (Accident accident : accidents) {
      if (accident.end() != Accident.NEVER) {
        double back = departures.back(accident.end(), scenario.period(), mostPerPeriod(accident));
        slowest = Double.isNaN(slowest) ? back : Math.max(slowest, back);
      }
    }
    return slowest;
  }

  private double mostPerPeriod(Accident accident) {
    return scenario.load() instanceof Load.Stream stream
        ? Math.min(scenario.limit(), (double) scenario.period() / stream.interval(accident.end()))
        : scenario.limit();
  }

  Trips trips() {
    return trips;
  }

  void after(long nanos, Runnable action) {
    time.schedule(action, nanos);
  }

  /** A request leaves; returns the number of its departure. */
  int departs(long number, int attempt) {
    trace.note(time.elapsed(), "leaves", number, attempt);
    return departures.add(time.elapsed());
  }

  /** The provider decides on a request; zero if it is served, or when to come back. */
  long decide(long number, int attempt, long amount) {
    long refusal = account.refusal(time.elapsed(), amount, number, attempt);
    if (refusal > 0) {
      rejected++;
      trace.note(time.elapsed(), "rejected", number, attempt);
    }
    return refusal;
  }

  /** How much longer the answer to a request takes that arrives now. */
  long delay(long number, int attempt) {
    return accidents.isEmpty() ? 0 : account.delay(time.elapsed(), number, attempt);
  }

  /** The provider is done with a request that it has admitted, after so long. */
  void whenComplete(long nanos) {
    if (scenario.counting().countsRunning()) {
      after(nanos, account::complete);
    }
  }

  void served(int departure, long number, int attempt) {
    trace.note(time.elapsed(), "served", number, attempt);
    departures.served(departure);
  }

  /** What a rejected call fails with. */
  Rejection rejection(long refusal) {
    return new Rejection(scenario.statesTime() ? refusal : 0);
  }
}
