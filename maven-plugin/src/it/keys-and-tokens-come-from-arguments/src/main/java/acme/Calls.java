package acme;

import dev.ritmo.Prompt;
import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import dev.ritmo.runtime.spi.HasTokenUsage;
import dev.ritmo.runtime.spi.TokenUsage;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Every kind of method whose calls differ by their arguments. */
class Calls {

  record User(String name) {}

  record Request(User user, String text) {}

  record Answer(String text, TokenUsage tokenUsage) implements HasTokenUsage {}

  static class Failing {
    String name() {
      throw new UnsupportedOperationException("no name");
    }
  }

  private int failures = 1;

  @RateLimited(calls = 1, period = 1, unit = TimeUnit.DAYS, maxWait = 0, key = "request.user.name", limiter = "objects")
  String ask(Request request) {
    return request == null ? "" : request.text();
  }

  @RateLimited(calls = 1, period = 1, unit = TimeUnit.DAYS, maxWait = 0, key = "user", limiter = "static")
  private static int length(String text, long user) {
    return text.length();
  }

  static int lengthOf(String text, long user) {
    return length(text, user);
  }

  @RateLimited(calls = 1, period = 1, unit = TimeUnit.DAYS, maxWait = 0, key = "user", limiter = "void")
  void tell(String user, int... rest) {}

  @RateLimited(calls = 1, period = 1, unit = TimeUnit.DAYS, maxWait = 0, key = "user", limiter = "futures")
  CompletableFuture<String> later(String user) {
    return CompletableFuture.completedFuture(user);
  }

  @RateLimited(calls = 1, maxWait = 0, key = "failing.name", limiter = "failing")
  String failing(Failing failing) {
    return "never";
  }

  @RateLimited(calls = 1, maxWait = 0, key = "failing.name", limiter = "failing futures")
  CompletableFuture<String> failingLater(Failing failing) {
    return CompletableFuture.completedFuture("never");
  }

  @RateLimited(calls = 1, period = 1, unit = TimeUnit.DAYS, key = "user", limiter = "both")
  @RateLimited(calls = 2, period = 1, unit = TimeUnit.DAYS, maxWait = 0)
  String both(String user) {
    return user;
  }

  @RateLimited(calls = 9, key = "user", limiter = "retried")
  @RetryOnRateLimit(initialDelay = 0, retryOn = SocketTimeoutException.class)
  String flaky(String user) throws SocketTimeoutException {
    if (failures-- > 0) {
      throw new SocketTimeoutException();
    }
    return user;
  }

  @RateLimited(concurrent = 1, maxWait = 0, key = "user", limiter = "slots")
  boolean alone(String user, Runnable meanwhile) {
    meanwhile.run();
    return true;
  }

  @RateLimited(inputTokens = 1000, period = 1, unit = TimeUnit.DAYS, maxWait = 0, limiter = "input")
  String summarize(String title, @Prompt List<String> texts) {
    return title;
  }

  @RateLimited(tokens = 10_000, inputTokens = 9_000, outputTokens = 5_000, period = 1, unit = TimeUnit.DAYS, maxWait = 0, limiter = "settled")
  Answer answer(String text, TokenUsage used) {
    return new Answer(text, used);
  }

  @RateLimited(tokens = 10_000, period = 1, unit = TimeUnit.DAYS, maxWait = 0, limiter = "settled later")
  CompletableFuture<Answer> answerLater(String text, TokenUsage used) {
    return CompletableFuture.supplyAsync(() -> new Answer(text, used));
  }

  @RateLimited(outputTokens = 10_000, period = 1, unit = TimeUnit.DAYS, maxWait = 0, limiter = "output")
  long outputOnly() {
    return 1;
  }

  /** A key for all methods. */
  @RateLimited(calls = 1, period = 1, unit = TimeUnit.DAYS, maxWait = 0, key = "user")
  static class OfType {
    public double ask(String user) {
      return 1;
    }

    public String tell(String text, String user) {
      return text;
    }
  }

  enum Kind {
    ONE;

    @RateLimited(calls = 1, period = 1, unit = TimeUnit.DAYS, maxWait = 0, key = "user", limiter = "enum")
    String ask(String user) {
      return user;
    }
  }

  interface Service {
    @RateLimited(calls = 1, period = 1, unit = TimeUnit.DAYS, maxWait = 0, key = "user", limiter = "interface")
    default String ask(String user) {
      return user;
    }
  }
}
