package dev.ritmo.samples.quickstart;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.testkit.LocalProvider;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** Sends one batch three times, each time to a new provider, and compares. */
public final class Quickstart {

  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration PLAIN = Duration.ofSeconds(2);

  private final Scenario scenario;
  private final PrintStream out;
  private final Progress progress;

  private Quickstart(Scenario scenario, PrintStream out) {
    this.scenario = scenario;
    this.out = out;
    Duration every = scenario.period().compareTo(PLAIN) > 0 ? scenario.period() : PLAIN;
    this.progress = new Progress(out, Progress.onTerminal(), every);
  }

  /**
   * Exits with 0 if the batch with both annotations was done without a rejection and within the
   * limit, with 1 if not, and with 2 if an argument is wrong.
   */
  public static void main(String[] args) {
    PrintWriter err = new PrintWriter(System.err, true);
    System.exit(Arguments.run(scenario -> new Quickstart(scenario, System.out).run(), err, args));
  }

  private int run() {
    Ritmo.verify();
    scenario.configureLimiter();
    out.println(scenario + "\n");
    Outcome bare = send("bare", model -> new Bare(model)::summarize);
    Outcome backOff = send("back-off only", model -> new BackOffOnly(model)::summarize);
    Outcome both = send("both", model -> new Summaries(model)::summarize);
    out.println("\n" + Table.of(List.of(bare, backOff, both), scenario.period()));
    out.printf(
        "With both annotations: %d rejected, %d failed, at most %d in any %s.%n",
        both.rejected(), both.failed(), both.mostInWindow(), Text.seconds(scenario.period()));
    return both.isClean(scenario.calls()) ? 0 : 1;
  }

  private Outcome send(String name, Function<ChatModel, UnaryOperator<String>> method) {
    try (LocalProvider provider =
        LocalProvider.builder().policy(scenario.policy()).delays(scenario.delays()).start()) {
      ChatModel model =
          OpenAiChatModel.builder()
              .baseUrl(provider.baseUrl())
              .apiKey("any")
              .modelName("local")
              .maxRetries(0) // retries are Ritmo's
              .build();
      UnaryOperator<String> summarize = method.apply(model);
      Duration optimum = scenario.optimum(provider.uptime());
      Batch batch = Batch.start(summarize, scenario.requests(), scenario.threads());
      while (!batch.await(TICK)) {
        progress.show(state(name, batch, provider, optimum));
      }
      progress.end(state(name, batch, provider, optimum));
      return Outcome.of(name, batch, optimum, provider, scenario.period());
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private Progress.State state(String name, Batch batch, LocalProvider provider, Duration optimum) {
    long windowStart = System.nanoTime() - scenario.period().toNanos();
    int inWindow =
        (int) LongStream.of(provider.admittedNanos()).filter(n -> n - windowStart > 0).count();
    return new Progress.State(
        name,
        batch.done(),
        scenario.requests(),
        inWindow,
        scenario.calls(),
        Outcome.rejected(provider),
        left(batch, optimum));
  }

  /** What the optimum still needs, or what it takes at the pace so far, if that is longer. */
  private Duration left(Batch batch, Duration optimum) {
    Duration atBest = optimum.minus(batch.time());
    int done = batch.done();
    if (done < scenario.calls()) {
      return atBest; // too early to speak of a pace
    }
    int open = scenario.requests() - done;
    Duration atThisPace = batch.time().multipliedBy(open).dividedBy(done);
    return open > 0 && atBest.compareTo(atThisPace) > 0 ? atBest : atThisPace;
  }
}
