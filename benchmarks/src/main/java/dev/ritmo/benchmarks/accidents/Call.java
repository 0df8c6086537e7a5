package dev.ritmo.benchmarks.accidents;

import dev.ritmo.runtime.spi.HasTokenUsage;
import dev.ritmo.runtime.spi.TokenUsage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A call of a run: what its limiter runs as its body, once for each attempt. */
final class Call implements Supplier<CompletionStage<HasTokenUsage>> {

  private final Run run;
  private final long number;
  private final long amount;
  private final TokenUsage usage;

  private int attempt = -1;
  private int departure;
  private CompletableFuture<HasTokenUsage> answer = new CompletableFuture<>();

  Call(Run run, long number, long amount) {
    this.run = run;
    this.number = number;
    this.amount = amount;
    this.usage = new TokenUsage(amount, 0);
  }

  /** The request leaves. */
  @Override
  public CompletionStage<HasTokenUsage> get() {
    attempt++;
    answer = new CompletableFuture<>();
    departure = run.departs(number, attempt);
    run.after(run.trips().up(number, attempt), this::arrives);
    return answer;
  }

  private void arrives() {
    long refusal = run.decide(number, attempt, amount);
    long down = run.trips().down(number, attempt) + run.delay(number, attempt);
    if (refusal == 0) {
      run.whenComplete(run.trips().model(number, attempt));
      run.after(run.trips().model(number, attempt) + down, this::isServed);
    } else {
      run.after(Trips.REJECTION + down, () -> isRejected(refusal));
    }
  }

  private void isServed() {
    run.served(departure, number, attempt);
    answer.complete(() -> usage);
  }

  private void isRejected(long refusal) {
    answer.completeExceptionally(run.rejection(refusal));
  }
}
