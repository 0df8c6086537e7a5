package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Ritmo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Builds a pool. Members with limiters of one name share an account: they count once, under its
 * limits. A limiter that is given by name is looked up at the first request, and need not be
 * declared before. Not thread-safe.
 *
 * @param <M> what the members are
 * @param <P> what the pool is
 */
public final class PoolBuilder<M, P> {

  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);

  /** A minute, and what a limiter of a minute adds when it is cold. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(66);

  private final Function<Pool<M>, P> pools;
  private final List<Function<Integer, Member<M>>> members = new ArrayList<>();
  private final Map<String, Account<M>> accounts = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private int group;
  private Duration maxWait = MAX_WAIT;
  private Duration firstRest = FIRST_REST;
  private Duration longestRest = LONGEST_REST;

  PoolBuilder(Function<Pool<M>, P> pools) {
    this.pools = pools;
  }

  /**
   * Adds a member.
   *
   * @param name tells it from others in messages and in {@link ModelPool#members}
   * @param model sends the requests; switch its own retries off, so that a rejection goes elsewhere
   *     at once
   * @param limiter the name of the limiter of its account
   */
  public PoolBuilder<M, P> member(String name, M model, String limiter) {
    return member(name, model, Ritmo.limiter(limiter));
  }

  /** As {@link #member(String, Object, String)}, with a limiter that is at hand. */
  public PoolBuilder<M, P> member(String name, M model, Limiter limiter) {
    return member(name, model, limiter, UnaryOperator.identity());
  }

  /** As {@link #member(String, Object, String)}, with what else is known of it. */
  public PoolBuilder<M, P> member(
      String name, M model, String limiter, UnaryOperator<MemberOptions> options) {
    return member(name, model, Ritmo.limiter(limiter), options);
  }

  /** As {@link #member(String, Object, Limiter)}, with what else is known of it. */
  public PoolBuilder<M, P> member(
      String name, M model, Limiter limiter, UnaryOperator<MemberOptions> options) {
    return add(name, ModelSource.of(Objects.requireNonNull(model, "model")), limiter, options);
  }

  /**
   * Adds a member whose API key may change. The supplier is asked for the key of each request, just
   * before that is sent, so it should be quick; when the key has changed, the model is made anew.
   * Keys are compared by hash and not kept. A member that rests because its key was refused, or its
   * account has no credit, is back as soon as the key has changed.
   *
   * @param model makes the model for a key
   * @param key supplies the key
   */
  public PoolBuilder<M, P> member(
      String name,
      Function<? super String, ? extends M> model,
      Supplier<String> key,
      String limiter,
      UnaryOperator<MemberOptions> options) {
    return add(name, new KeyedModel<M>(name, model, key), Ritmo.limiter(limiter), options);
  }

  /** As {@link #member(String, Function, Supplier, String, UnaryOperator)}, with nothing else. */
  public PoolBuilder<M, P> member(
      String name,
      Function<? super String, ? extends M> model,
      Supplier<String> key,
      String limiter) {
    return member(name, model, key, limiter, UnaryOperator.identity());
  }

  /**
   * Adds a member that is used only when those before it cannot serve a request: they rest, would
   * start it too late, or have failed with something that another model may do better, such as a
   * context that is too long, a content filter, an overload, or credit that is used up. Fallbacks
   * are tried in their order.
   */
  public PoolBuilder<M, P> fallback(String name, M model, String limiter) {
    return fallback(name, model, Ritmo.limiter(limiter), UnaryOperator.identity());
  }

  /** As {@link #fallback(String, Object, String)}, with a limiter that is at hand. */
  public PoolBuilder<M, P> fallback(String name, M model, Limiter limiter) {
    return fallback(name, model, limiter, UnaryOperator.identity());
  }

  /** As {@link #fallback(String, Object, String)}, with what else is known of it. */
  public PoolBuilder<M, P> fallback(
      String name, M model, String limiter, UnaryOperator<MemberOptions> options) {
    return fallback(name, model, Ritmo.limiter(limiter), options);
  }

  /** As {@link #fallback(String, Object, Limiter)}, with what else is known of it. */
  public PoolBuilder<M, P> fallback(
      String name, M model, Limiter limiter, UnaryOperator<MemberOptions> options) {
    return nextGroup().member(name, model, limiter, options);
  }

  /** A fallback whose API key may change. */
  public PoolBuilder<M, P> fallback(
      String name,
      Function<? super String, ? extends M> model,
      Supplier<String> key,
      String limiter) {
    return nextGroup().member(name, model, key, limiter);
  }

  private PoolBuilder<M, P> nextGroup() {
    group++;
    return this;
  }

  /**
   * Sets how long a request may wait altogether, over all its attempts; 66 seconds unless set. A
   * request that would have to wait longer everywhere is refused.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public PoolBuilder<M, P> maxWait(Duration longest) {
    if (longest.isNegative()) {
      throw new IllegalArgumentException(
          "maxWait of a pool must not be negative, but was %s. Fix: give zero or more."
              .formatted(longest));
    }
    maxWait = longest;
    return this;
  }

  /**
   * Sets how long a member rests after an overload or a broken connection, before it is tried with
   * one request; each try that fails doubles the rest. One second, and at most 30, unless set.
   * Without credit, or with a wrong key, it rests for five minutes, and at most an hour.
   *
   * @throws IllegalArgumentException if the first is not positive, or longer than the longest
   */
  public PoolBuilder<M, P> rest(Duration first, Duration longest) {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "rest of a pool must be positive, and not longer than the longest, but was %s and %s. Fix: give the shorter one first."
              .formatted(first, longest));
    }
    firstRest = first;
    longestRest = longest;
    return this;
  }

  private PoolBuilder<M, P> add(
      String name, ModelSource<M> source, Limiter limiter, UnaryOperator<MemberOptions> changes) {
    if (names.contains(Objects.requireNonNull(name, "name"))) {
      throw new IllegalArgumentException(
          "Members of a pool must have different names, but two are called \"%s\". Fix: rename one."
              .formatted(name));
    }
    MemberOptions options = changes.apply(MemberOptions.DEFAULT);
    Account<M> account = accounts.computeIfAbsent(limiter.name(), any -> new Account<>(limiter));
    int ofGroup = group;
    names.add(name);
    members.add(index -> new Member<>(index, name, ofGroup, options, source, account, health()));
    return this;
  }

  private Health health() {
    return new Health(nanos(firstRest), nanos(longestRest));
  }

  /**
   * Builds the pool.
   *
   * @throws IllegalStateException if it has no member
   */
  public P build() {
    if (members.isEmpty()) {
      throw new IllegalStateException("A pool must have a member, but has none. Fix: add one.");
    }
    List<Member<M>> all = new ArrayList<>();
    accounts.values().forEach(account -> account.members().clear());
    for (Function<Integer, Member<M>> made : members) {
      Member<M> member = made.apply(all.size());
      member.account().members().add(member);
      all.add(member);
    }
    return pools.apply(new Pool<>(all, nanos(maxWait)));
  }

  private static long nanos(Duration time) {
    try {
      return time.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
