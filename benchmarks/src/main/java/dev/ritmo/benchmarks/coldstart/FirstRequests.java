package dev.ritmo.benchmarks.coldstart;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.Ritmo;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The main class of a fresh virtual machine: some callers call a model over HTTP, again and again
 * or once each, until some time after the first answer. Prints a word and a value a line: {@code
 * body} for each request and {@code end} for each call, in microseconds of the epoch; the calls
 * {@code served} and {@code failed}; and the limit {@code inferred}, if any.
 */
final class FirstRequests {

  /** Within which there has to be a first answer. */
  static final Duration FIRST_ANSWER = Duration.ofSeconds(30);

  private final Asker asker;
  private final boolean once;
  private final CountDownLatch answered = new CountDownLatch(1);
  private final Queue<Instant> ends = new ConcurrentLinkedQueue<>();
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  private FirstRequests(Asker asker, boolean once) {
    this.asker = asker;
    this.once = once;
  }

  /** What a machine is told, as arguments. */
  record Task(String baseUrl, int callers, boolean once, Duration duration) {

    static Task of(String... arguments) {
      return new Task(
          arguments[0],
          Integer.parseInt(arguments[1]),
          Boolean.parseBoolean(arguments[2]),
          Duration.parse(arguments[3]));
    }

    String[] arguments() {
      return new String[] {
        baseUrl, Integer.toString(callers), Boolean.toString(once), duration.toString()
      };
    }
  }

  public static void main(String... args) throws InterruptedException {
    Task task = Task.of(args);
    Asker asker =
        new Asker(
            OpenAiChatModel.builder()
                .baseUrl(task.baseUrl())
                .apiKey("any")
                .modelName("local")
                .maxRetries(0)
                .build());
    FirstRequests requests = new FirstRequests(asker, task.once());
    requests.run(task.callers(), task.duration());
    requests.print();
    System.exit(0); // callers may still wait
  }

  private void run(int callers, Duration duration) throws InterruptedException {
    CountDownLatch running = new CountDownLatch(callers);
    for (int i = 0; i < callers; i++) {
      Thread thread =
          new Thread(
              () -> {
                do {
                  call();
                } while (!once);
                running.countDown();
              },
              "caller-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    // what has not been served by then is not counted as served
    boolean unused =
        answered.await(FIRST_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
            && running.await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void call() {
    try {
      String unused = once ? asker.askOnce("Hello?") : asker.ask("Hello?");
      served.incrementAndGet();
    } catch (RuntimeException e) {
      failed.incrementAndGet();
      System.err.println(e);
    }
    ends.add(Instant.now());
    answered.countDown();
  }

  private void print() {
    for (Instant body : asker.bodies()) {
      System.out.println("body " + Lag.micros(body));
    }
    for (Instant end : ends) {
      System.out.println("end " + Lag.micros(end));
    }
    System.out.println("served " + served);
    System.out.println("failed " + failed);
    Ritmo.limiters().stream()
        .flatMap(limiter -> limiter.states().stream())
        .filter(LimitState::isLowered)
        .forEach(state -> System.out.println("inferred " + state.effective()));
  }
}
