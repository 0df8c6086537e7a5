package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens, no more arrives at the provider in any period than the limits allow, although
 * requests take a long time to leave until connections have been made.
 */
final class ColdArrivalsTest {

  private static final int TRIALS = 40;
  private static final long MILLI = 1_000_000;
  private static final long SETUP = 5000;
  private static final long IDLE_SETUP = 250;

  private record Arrival(long time, long calls, long tokens) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theProviderNeverSeesMoreThanTheLimits(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TRIALS; i++) {
      try (Trial trial = new Trial()) {
        new Program(trial, new Random(random.nextLong())).run();
      }
    }
  }

  /** A program that makes calls at random. */
  private static final class Program {

    private final Trial trial;
    private final Random random;
    private final Limiter limiter;
    private final List<Limit> limits = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private long latestAdmission = -1;

    /** Until then requests take long to leave, and how long, in milliseconds. */
    private long slowUntil;

    private long longest;

    Program(Trial trial, Random random) {
      this.trial = trial;
      this.random = random;
      limits.add(Limit.calls(1 + random.nextInt(6), 200 + random.nextInt(9000), MILLISECONDS));
      if (random.nextBoolean()) {
        limits.add(Limit.calls(3 + random.nextInt(20), 10_000, MILLISECONDS));
      }
      if (random.nextBoolean()) {
        long most = random.nextBoolean() ? 50 + random.nextInt(50) : 100_000;
        limits.add(Limit.tokens(most, 500 + random.nextInt(9000), MILLISECONDS));
      }
      List<Limit> all = new ArrayList<>(limits);
      if (random.nextInt(3) == 0) {
        all.add(Limit.concurrent(1 + random.nextInt(4)));
      }
      limiter = Ritmo.limiter("arrivals", all.toArray(Limit[]::new));
    }

    void run() {
      for (int i = 0; i < 60; i++) {
        int calls = 1 + random.nextInt(Math.toIntExact(Math.min(2, limits.get(0).amount())));
        long most = limits.get(limits.size() - 1).amount();
        long tokens = hasTokens() ? random.nextInt((int) most) : 0;
        LimitedCall call = limiter.call().calls(calls).tokens(tokens).waitForever();
        CompletableFuture<Void> unused =
            call.acquireAsync().thenAccept(permit -> send(permit, calls, tokens));
        trial.settle();
        trial.advance(Duration.ofMillis(random.nextInt(10) == 0 ? 32_000 : random.nextInt(800)));
      }
      trial.advance(Duration.ofMinutes(20));
      for (Limit limit : limits) {
        verify(limit);
      }
    }

    private boolean hasTokens() {
      return limits.get(limits.size() - 1).dimension() == Dimension.TOKENS;
    }

    private void send(Permit permit, long calls, long tokens) {
      long now = trial.now();
      if (latestAdmission < 0 || now - latestAdmission > 30_000 * MILLI) {
        longest = latestAdmission < 0 ? SETUP : IDLE_SETUP;
        slowUntil = now + longest * MILLI;
      }
      latestAdmission = now;
      long way = (long) (random.nextDouble() * (now < slowUntil ? longest : 1) * MILLI);
      if (random.nextInt(8) == 0) {
        trial.clock().schedule(permit::giveBack, random.nextLong(way + 1));
        return;
      }
      trial.clock().schedule(() -> arrive(permit, calls, tokens), way);
    }

    private void arrive(Permit permit, long calls, long tokens) {
      long used = tokens > 0 && random.nextBoolean() ? random.nextLong(tokens) : tokens;
      arrivals.add(new Arrival(trial.now(), calls, used));
      trial.clock().schedule(() -> end(permit, used), random.nextInt(3000) * MILLI);
    }

    private void end(Permit permit, long used) {
      slowUntil = trial.now();
      permit.settle(Dimension.TOKENS, used);
      permit.close();
    }

    private void verify(Limit limit) {
      arrivals.sort(Comparator.comparingLong(Arrival::time));
      int first = 0;
      long sum = 0;
      for (Arrival arrival : arrivals) {
        sum += amount(limit, arrival);
        while (arrivals.get(first).time() <= arrival.time() - limit.periodNanos()) {
          sum -= amount(limit, arrivals.get(first++));
        }
        assertWithMessage("%s within %s until %s", limits, limit, arrival.time())
            .that(sum)
            .isAtMost(limit.amount());
      }
      assertWithMessage("waiting").that(limiter.snapshot().waiting()).isEqualTo(0);
    }

    private static long amount(Limit limit, Arrival arrival) {
      return limit.dimension() == Dimension.TOKENS ? arrival.tokens() : arrival.calls();
    }
  }
}
