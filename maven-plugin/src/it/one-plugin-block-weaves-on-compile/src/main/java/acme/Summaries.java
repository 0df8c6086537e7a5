package acme;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Every kind of method that can be governed. */
public class Summaries {

  private int failures = 1;

  public List<String> all(List<String> texts) {
    return texts.stream().map(text -> one(text)).toList();
  }

  public String first(List<String> texts) {
    return one(texts.get(0));
  }

  @RateLimited(calls = 100, limiter = "private")
  private String one(String text) {
    return text.substring(0, 1);
  }

  @RateLimited(calls = 100, limiter = "static")
  static String shared(String text, int... more) {
    return text;
  }

  @RateLimited(calls = 100, limiter = "future")
  CompletableFuture<String> later(String text) {
    return CompletableFuture.completedFuture(text);
  }

  @RateLimited(calls = 100, limiter = "retried")
  @RetryOnRateLimit(initialDelay = 0, retryOn = SocketTimeoutException.class)
  String flaky() throws SocketTimeoutException {
    if (failures-- > 0) {
      throw new SocketTimeoutException();
    }
    return "done";
  }

  @RateLimited(calls = 1, maxWait = 0)
  String once(String text) {
    return text;
  }

  @RateLimited(calls = 2, period = 200, unit = TimeUnit.MILLISECONDS, limiter = "several")
  @RateLimited(calls = 3, period = 1, unit = TimeUnit.DAYS)
  String bothLimits(String text) {
    return text;
  }

  /** One at a time: what runs meanwhile finds no slot. */
  @RateLimited(concurrent = 1, maxWait = 0, limiter = "slots")
  String alone(Runnable meanwhile) {
    meanwhile.run();
    return "alone";
  }

  @RateLimited(concurrent = 1, maxWait = 0, limiter = "slots of futures")
  CompletableFuture<String> aloneLater(CompletableFuture<String> answer) {
    return answer;
  }

  @RateLimited(calls = 10, period = 10, unit = TimeUnit.DAYS, burst = 1, maxWait = 0, limiter = "burst")
  String oneAfterTheOther(String text) {
    return text;
  }

  /** Several limits for all methods together. */
  @SuppressWarnings("ritmo:LimitNeverBinds") // two of them, as repeated ones stand in a container
  @RateLimited(calls = 100, period = 1, maxWait = 0)
  @RateLimited(calls = 2, period = 1, unit = TimeUnit.DAYS)
  static class Several {
    public int first() {
      return 1;
    }

    public CompletableFuture<String> second() {
      return CompletableFuture.completedFuture("second");
    }
  }

  @RateLimited(calls = 100, limiter = "default names")
  public static class Primitives {
    public void none() {}

    public boolean truth() {
      return true;
    }

    public byte small() {
      return 1;
    }

    public short shorter() {
      return 2;
    }

    public char letter() {
      return 'c';
    }

    public int number() {
      return 4;
    }

    public long larger() {
      return 5L;
    }

    public float half() {
      return 0.5f;
    }

    public double quarter() {
      return 0.25;
    }

    public int[] array() {
      return new int[] {6};
    }

    @Override
    public String toString() {
      return "not governed";
    }

    @Override
    public Object clone() {
      return "not governed either";
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"})
    public void finalize() {}

    public static void main(String... args) {}

    void alsoNotGoverned() {}
  }

  /** A record with a governed method. */
  public record Prompt(String text) {

    @RateLimited(calls = 100, limiter = "record method")
    String ask(long ignored) {
      return text;
    }
  }

  /** A record that is governed as a whole: its method, not its accessors. */
  @RateLimited(calls = 100, limiter = "whole record")
  public record Question(String text, int weight) {

    public String ask() {
      return text + weight;
    }
  }
}
