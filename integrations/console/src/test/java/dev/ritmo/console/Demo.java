package dev.ritmo.console;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.Policy;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A program in every situation that an operator has to tell apart, to look at: {@code java
 * dev.ritmo.console.Demo 8787}.
 */
final class Demo {

  private static final Limit WIDE = Limit.calls(300, 60, SECONDS);

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });

  private Demo() {}

  /** What a client throws, as far as Ritmo looks at it. */
  static final class HttpStatusException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int statusCode;

    HttpStatusException(int statusCode) {
      super("status " + statusCode);
      this.statusCode = statusCode;
    }

    @SuppressWarnings("unused") // read by its name
    public int getStatusCode() {
      return statusCode;
    }
  }

  /** Runs until it is killed. */
  public static void main(String[] arguments) {
    System.setProperty("ritmo.limiter.reports.calls", "3");
    System.setProperty("ritmo.limiter.sumaries.calls", "100");
    int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    RitmoConsole console = RitmoConsole.start(port);
    System.out.println(console.url());
    Demo demo = new Demo();
    demo.ownLimit();
    demo.neighbour();
    demo.outage();
    demo.slots();
    demo.noisyKey();
    demo.override();
    demo.pause();
    demo.fine();
    while (true) {
      LockSupport.parkNanos(Duration.ofHours(1).toNanos());
    }
  }

  private static Limiter limiter(String name, Limit... limits) {
    return Ritmo.limiter(name, Limits.of(limits).setup(Duration.ZERO));
  }

  /** Starts a call now and then; each on a thread of its own, as it may have to wait. */
  private void each(Duration gap, Runnable call) {
    threads.execute(
        () -> {
          while (true) {
            threads.execute(call);
            LockSupport.parkNanos(gap.toNanos());
          }
        });
  }

  private static void run(Supplier<LimitedCall> call, Permit.Body<Object> body) {
    try {
      call.get().run(body);
    } catch (Exception e) {
      return; // refused or failed, which the page shows
    }
  }

  private static Object takes(Duration time) {
    LockSupport.parkNanos(time.toNanos());
    return "";
  }

  private void ownLimit() {
    Limiter limiter =
        limiter("summaries", Limit.calls(10, 30, SECONDS), Limit.tokens(40_000, 60, SECONDS));
    each(
        Duration.ofMillis(1500),
        () ->
            run(
                () -> limiter.call().tokens(1500).maxWait(Duration.ofSeconds(20)),
                permit -> {
                  permit.used(700, 300);
                  return takes(Duration.ofMillis(300));
                }));
  }

  private void neighbour() {
    Limiter limiter = limiter("chat", Limit.calls(40, 10, SECONDS));
    Policy account = Policy.slidingWindow(16, Duration.ofSeconds(10));
    each(
        Duration.ofMillis(300),
        () ->
            run(
                () -> limiter.call().retry(RetrySettings.DEFAULT),
                permit -> {
                  takes(Duration.ofMillis(50));
                  boolean isServed;
                  synchronized (account) {
                    isServed = account.decide(System.nanoTime()).admitted();
                  }
                  if (!isServed) {
                    throw new HttpStatusException(429);
                  }
                  return "";
                }));
  }

  private void outage() {
    Limiter limiter = limiter("embeddings", WIDE);
    each(
        Duration.ofMillis(700),
        () ->
            run(
                () -> limiter.call().retry(RetrySettings.DEFAULT),
                permit -> {
                  takes(Duration.ofMillis(200));
                  throw System.nanoTime() % 3 == 0
                      ? new ConnectException("Connection refused")
                      : new HttpStatusException(503);
                }));
  }

  private void slots() {
    Limiter limiter = limiter("translate", Limit.concurrent(4), WIDE);
    each(
        Duration.ofMillis(1500),
        () ->
            run(
                () -> limiter.call().maxWait(Duration.ofSeconds(30)),
                permit -> takes(Duration.ofSeconds(9))));
  }

  private void noisyKey() {
    Limiter limiter =
        Ritmo.limiter(
            "assistant",
            Limits.of(Limit.calls(600, 60, SECONDS))
                .perKey(Limit.calls(5, 10, SECONDS))
                .setup(Duration.ZERO));
    each(
        Duration.ofMillis(900),
        () ->
            run(
                () -> limiter.call().key("secret-tenant").maxWait(Duration.ofSeconds(30)),
                permit -> takes(Duration.ofMillis(50))));
    for (int i = 0; i < 12; i++) {
      String key = "tenant-" + i;
      each(
          Duration.ofSeconds(8),
          () -> run(() -> limiter.call().key(key), permit -> takes(Duration.ofMillis(50))));
    }
  }

  private void override() {
    Limiter limiter = limiter("reports", Limit.calls(300, 30, SECONDS));
    each(
        Duration.ofSeconds(4),
        () ->
            run(
                () -> limiter.call().maxWait(Duration.ofSeconds(25)),
                permit -> takes(Duration.ofMillis(100))));
  }

  private void pause() {
    Limiter limiter = limiter("moderation", WIDE);
    int[] calls = {0};
    each(
        Duration.ofMillis(1700),
        () ->
            run(
                limiter::call,
                permit -> {
                  takes(Duration.ofMillis(100));
                  if (++calls[0] % 20 == 10) {
                    permit.rejected(Duration.ofSeconds(25));
                  }
                  return "";
                }));
  }

  private void fine() {
    Limiter limiter = limiter("titles", Limit.calls(60, 60, SECONDS));
    each(
        Duration.ofSeconds(2),
        () -> run(() -> limiter.call(), permit -> takes(Duration.ofMillis(100))));
  }
}
