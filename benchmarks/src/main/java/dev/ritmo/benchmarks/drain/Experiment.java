package dev.ritmo.benchmarks.drain;

import dev.ritmo.benchmarks.common.Lateness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** All clients meet one scenario at the same time, each with a provider of its own. */
final class Experiment {

  /** A client that has not ended after so many times the optimum never will. */
  private static final int PATIENCE = 3;

  private final Scenario scenario;
  private final long seed;
  private final Transport transport;
  private final List<Client> clients;
  private final @Nullable Tokens tokens;

  Experiment(Scenario scenario, long seed, Transport transport, List<Client> clients) {
    this.scenario = scenario;
    this.seed = seed;
    this.transport = transport;
    this.clients = clients;
    this.tokens = scenario.tokens(seed);
  }

  Result run() throws InterruptedException {
    Governed.reset(scenario.limit(), scenario.period());
    CountDownLatch go = new CountDownLatch(1);
    List<Running> running = new ArrayList<>();
    for (Client client : clients) {
      if (client.takesPart(scenario, transport.isHttp())) {
        running.add(start(client, go));
      }
    }
    Lateness lateness = Lateness.measure();
    for (Running client : running) {
      client.optimum = scenario.optimum(seed, client.provider.uptime());
    }
    long start = System.nanoTime();
    go.countDown();
    List<Outcome> outcomes = new ArrayList<>();
    for (Running client : running) {
      client.batch.await(start + PATIENCE * client.optimum.toNanos());
    }
    for (Running client : running) {
      outcomes.add(
          Outcome.of(
              client.name, scenario, tokens, client.optimum, start, client.journal.entries()));
    }
    for (Running client : running) {
      client.batch.stop();
      client.provider.close();
    }
    return new Result(outcomes, lateness.stop());
  }

  private Running start(Client client, CountDownLatch go) throws InterruptedException {
    Journal journal = new Journal(scenario.calls());
    Provider provider = transport.isHttp() ? overHttp(journal) : inProcess(journal);
    Terms terms =
        new Terms(
            scenario.limit(),
            scenario.period(),
            provider::isRejection,
            tokens,
            scenario.adversity() == null ? null : scenario.adversity().beside());
    Batch batch = new Batch(client.limiting().around(provider::send, terms), journal);
    batch.start(scenario.threads(), client.name(), go);
    return new Running(client.name(), provider, journal, batch);
  }

  private Provider inProcess(Journal journal) {
    return new SimulatedProvider(
        scenario.account(seed, tokens), scenario.delays(seed), journal, scenario.statesTime());
  }

  private Provider overHttp(Journal journal) throws InterruptedException {
    HttpProvider provider = new HttpProvider(scenario.policy(seed), scenario.delays(seed), journal);
    if (transport == Transport.HTTP) {
      provider.connect(scenario.threads());
    }
    return provider;
  }

  /**
   * What came out.
   *
   * @param outcomes one a client
   * @param lateness of the machine meanwhile
   */
  record Result(List<Outcome> outcomes, Lateness.Percentiles lateness) {}

  /** One client on its way. */
  private static final class Running {
    final String name;
    final Provider provider;
    final Journal journal;
    final Batch batch;
    Duration optimum = Duration.ZERO;

    Running(String name, Provider provider, Journal journal, Batch batch) {
      this.name = name;
      this.provider = provider;
      this.journal = journal;
      this.batch = batch;
    }
  }
}
