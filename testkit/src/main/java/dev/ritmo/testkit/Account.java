package dev.ritmo.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account of a {@link LocalProvider}: its limits, its failures and its log. Requests belong to
 * it by their API key. Thread-safe.
 */
public final class Account {

  /** The name in the log of an account that a provider does not have. */
  public static final String UNKNOWN = "unknown";

  private final String name;
  private final Policy policy;
  private final List<TokenPolicy> tokenPolicies;
  private final ArrivalLog log;
  private final ArrayDeque<Failure> script = new ArrayDeque<>();
  private @Nullable Failure outage;
  private TokenBooks books = new TokenBooks(0, 0, 0, 0);

  Account(String name, Policy policy, List<TokenPolicy> tokenPolicies, ArrivalLog log) {
    this.name = name;
    this.policy = policy;
    this.tokenPolicies = List.copyOf(tokenPolicies);
    this.log = log;
  }

  /** The name that the test gave it. */
  public String name() {
    return name;
  }

  /**
   * Answers the next requests of this account with failures, one each, in this order, after
   * failures queued before. The policies do not see these requests.
   */
  public void failNext(Failure... failures) {
    synchronized (log) {
      Collections.addAll(script, failures);
    }
  }

  /** Answers all requests with {@link Failure#overloaded} until {@link #up}. */
  public void down() {
    down(Failure.overloaded());
  }

  /** Answers all requests with a failure until {@link #up}. The policies do not see them. */
  public void down(Failure failure) {
    synchronized (log) {
      outage = failure;
    }
  }

  /** Ends {@link #down}. */
  public void up() {
    synchronized (log) {
      outage = null;
    }
  }

  /** All requests of this account, in order. */
  public List<Arrival> arrivals() {
    return log.arrivals().stream().filter(arrival -> arrival.account().equals(name)).toList();
  }

  /** The times of all its requests, admitted or not, as {@link Arrival#nanos}. */
  public long[] arrivedNanos() {
    return arrivals().stream().mapToLong(Arrival::nanos).toArray();
  }

  /** The times of its admitted requests, as {@link Arrival#nanos}. */
  public long[] admittedNanos() {
    return arrivals().stream().filter(Arrival::admitted).mapToLong(Arrival::nanos).toArray();
  }

  /** The tokens of all its requests so far. */
  public TokenBooks books() {
    synchronized (log) {
      return books;
    }
  }

  /** Logs a request that cannot be read; the policies do not see it. */
  void refuse(Failure failure, ModelRequest unread, int connection) {
    synchronized (log) {
      ModelRequest request = unread.arrived(log.next(), name);
      log.refuse(System.nanoTime(), failure, request, connection);
    }
  }

  /** Decides and logs at the same instant. */
  Decision decide(ModelRequest asked, int connection) {
    synchronized (log) {
      long nanos = System.nanoTime();
      ModelRequest request = asked.arrived(log.next(), name);
      Failure scripted = scripted();
      Decision decision =
          scripted != null
              ? new Decision(request, nanos, null, scripted)
              : byPolicies(request, nanos);
      if (decision.failure() != null) {
        log.refuse(nanos, decision.failure(), request, connection);
      } else {
        int reserved = TokenKind.ALL.reserved(request);
        log.admit(nanos, request, connection, reserved);
        books = reserved(1, reserved);
      }
      return decision;
    }
  }

  /** The answer to an admitted request is complete. */
  void settle(Decision decision, Usage usage) {
    synchronized (log) {
      release(decision, usage);
      log.settle(decision.request().number(), usage.total());
    }
  }

  /** The answer to an admitted request is a failure. */
  void fail(Decision decision, Failure failure) {
    synchronized (log) {
      release(decision, Usage.ZERO);
      log.fail(decision.request().number(), failure);
    }
  }

  private @Nullable Failure scripted() {
    if (outage != null) {
      return outage;
    }
    Failure own = script.poll();
    return own == null ? log.nextFailure() : own;
  }

  /** Asks the policies of tokens first: what they have reserved can be given back. */
  private Decision byPolicies(ModelRequest request, long nanos) {
    long now = nanos - log.start();
    List<Standing.OfTokens> tokens = new ArrayList<>();
    Failure failure = null;
    for (TokenPolicy each : tokenPolicies) {
      int amount = each.kind().reserved(request);
      Verdict verdict = each.reserve(now, amount);
      tokens.add(new Standing.OfTokens(each.kind(), verdict));
      if (!verdict.admitted()) {
        failure = Rejections.byTokens(each.kind(), verdict, amount, request.model());
        giveBack(tokens, request, now);
        return new Decision(request, nanos, new Standing(null, tokens), failure);
      }
    }
    Verdict verdict = policy.decide(now);
    if (!verdict.admitted()) {
      failure = Rejections.byLimit(verdict, request.model());
      giveBack(tokens, request, now);
    }
    return new Decision(request, nanos, new Standing(verdict, tokens), failure);
  }

  private void giveBack(List<Standing.OfTokens> asked, ModelRequest request, long now) {
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i).verdict().admitted()) {
        int amount = tokenPolicies.get(i).kind().reserved(request);
        tokenPolicies.get(i).settle(now, now, amount, 0);
      }
    }
  }

  private void release(Decision decision, Usage usage) {
    long now = System.nanoTime() - log.start();
    for (TokenPolicy each : tokenPolicies) {
      int reserved = each.kind().reserved(decision.request());
      each.settle(now, decision.nanos() - log.start(), reserved, each.kind().used(usage));
    }
    TokenBooks rest = reserved(-1, -TokenKind.ALL.reserved(decision.request()));
    books =
        new TokenBooks(
            rest.inFlight(),
            rest.reserved(),
            rest.prompt() + usage.prompt(),
            rest.answer() + usage.answer());
  }

  private TokenBooks reserved(int requests, int tokens) {
    return new TokenBooks(
        books.inFlight() + requests, books.reserved() + tokens, books.prompt(), books.answer());
  }

  /**
   * The decision on a request.
   *
   * @param standing what the policies say; null if they were not asked
   * @param failure the answer; null if the request is served
   */
  record Decision(
      ModelRequest request, long nanos, @Nullable Standing standing, @Nullable Failure failure) {}
}
