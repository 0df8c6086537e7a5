package dev.ritmo.langchain4j.pool;

import dev.ritmo.langchain4j.pool.Places.Left;
import dev.ritmo.langchain4j.pool.PooledRequest.Place;
import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.PermitRequest;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a request finds its member. Thread-safe.
 *
 * <p>A request that arrives asks the accounts of the first group, the cheapest first, until one
 * admits it at once. If none does, it stands in the queues of all of them under its first arrival,
 * and the first that admits it gets it; the other places are given up. If its turn would come too
 * late, or every member of the group rests, it goes on with the next group, the fallbacks. It is
 * refused if no group can have it in time.
 *
 * <p>When a member begins to rest, requests leave its queue; when it is well again, or may be
 * probed, requests that wait enter it, in the order of their arrivals ({@link Recovery}). So none
 * is kept waiting by what was known when it arrived.
 *
 * <p>A place is first reserved ({@link Places}, under the lock), then taken at the limiter, and
 * given up again if the request has been decided meanwhile. One thread at a time {@linkplain #look
 * looks} for places of a request.
 */
final class Pool<M> {

  private final List<Member<M>> members;
  private final int groups;
  private final long maxWait;
  private final AtomicLong numbers = new AtomicLong();
  private final Places<M> places;
  private final Recovery<M> recovery;

  /**
   * @param members in the order of their groups
   * @param maxWait how long a request may wait altogether, in nanoseconds
   */
  Pool(List<Member<M>> members, long maxWait) {
    this.members = List.copyOf(members);
    this.groups = 1 + members.stream().mapToInt(Member::group).max().orElse(0);
    this.maxWait = maxWait;
    this.places = new Places<>(this.members);
    this.recovery = new Recovery<>(this, places);
  }

  List<Member<M>> members() {
    return members;
  }

  long maxWait() {
    return maxWait;
  }

  Places<M> places() {
    return places;
  }

  List<MemberState> states() {
    long now = Ritmo.time().nanoTime();
    return places.locked(
        () -> members.stream().map(member -> new MemberState(member, now)).toList());
  }

  /** A request that arrives now. */
  PooledRequest<M> arrive(UnaryOperator<LimitedCall> sizing) {
    return new PooledRequest<>(this, Ritmo.time(), numbers.incrementAndGet(), sizing);
  }

  /** The request wants to be sent, for the first time or again. */
  void seek(PooledRequest<M> request) {
    places.add(request);
    look(request);
  }

  /** Looks for places for a request, as those that it may have are others than before. */
  void look(PooledRequest<M> request) {
    if (request.looks.getAndIncrement() > 0) {
      return; // the thread that looks will do so again
    }
    int seen = 1;
    do {
      try {
        lookOnce(request);
      } catch (RuntimeException | Error failure) { // an unknown limiter, or the size of the request
        fail(request, failure);
      }
      seen = request.looks.addAndGet(-seen);
    } while (seen > 0);
  }

  private void lookOnce(PooledRequest<M> request) {
    recovery.healRotated();
    List<RateLimitExceededException> refusals = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      Account<M> next = places.reserve(request, group);
      while (next != null) {
        enter(request, next);
        next = places.reserve(request, group);
      }
      List<PermitRequest> own = places.own(request);
      if (own == null) {
        return; // it is decided
      }
      if (!own.isEmpty()) {
        Turns turns = new Turns(own, () -> places.ahead(request));
        List<RateLimitExceededException> late = turns.refusals(request.left());
        if (late == null) {
          return; // it waits here
        }
        refusals.addAll(late);
        cancel(places.takePlaces(request));
      }
    }
    if (!places.returnsInTime(request)) {
      fail(request, PoolRefusal.of(this, request, refusals));
    }
  }

  private void enter(PooledRequest<M> request, Account<M> account) {
    Place place = places.locked(() -> request.queued.get(account));
    if (place == null) {
      return; // the member has begun to rest
    }
    PermitRequest asked = request.call(account).enqueue(request.arrivedAt(), request);
    if (!places.entered(request, account, place, asked)) {
      cancel(List.of(asked));
    }
    var unused =
        asked
            .permit()
            .whenComplete((permit, failure) -> answered(request, account, place, permit, failure));
  }

  /** A limiter has admitted or refused the request, or its place was given up. */
  private void answered(
      PooledRequest<M> request,
      Account<M> account,
      Place place,
      @Nullable Permit permit,
      @Nullable Throwable failure) {
    if (permit != null) {
      admitted(request, account, place, permit);
    } else if (failure instanceof RateLimitExceededException refusal) { // for ever: it is too large
      places.bar(request, account, place, refusal);
      look(request);
    } else if (failure != null && !(unwrapped(failure) instanceof CancellationException)) {
      fail(request, unwrapped(failure));
    }
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  private void admitted(PooledRequest<M> request, Account<M> account, Place place, Permit permit) {
    if (request.draws && places.isOpen(request) && !permit.drawRetry()) {
      permit.giveBack();
      places.bar(request, account, place, PoolRefusal.noBudget(account.limiter().name()));
      look(request);
      return;
    }
    Left<M> left = places.take(this, request, account, place, permit);
    if (left == null) {
      permit.giveBack();
      look(request);
    } else {
      decided(request, left);
    }
  }

  private void decided(PooledRequest<M> request, Left<M> left) {
    cancel(left.places());
    left.unprobed().forEach(recovery::offer);
    request.decide();
  }

  /** Gives places up. */
  static void cancel(Collection<PermitRequest> places) {
    for (PermitRequest place : places) {
      boolean unused = place.permit().cancel(false);
    }
  }

  /** Ends the wait of a request, unless it is decided. */
  void fail(PooledRequest<M> request, Throwable why) {
    Left<M> left = places.end(request, why);
    if (left != null) {
      decided(request, left);
    }
  }

  /** The time of a request is up. */
  void expire(PooledRequest<M> request) {
    List<RateLimitExceededException> refusals = new ArrayList<>();
    List<PermitRequest> own = places.own(request);
    if (own != null) {
      own.forEach(place -> place.refusal().ifPresent(refusals::add));
    }
    fail(request, PoolRefusal.of(this, request, refusals));
  }

  /** The answer has begun to come. */
  void begins(Attempt<M> attempt) {
    recovery.isWell(attempt);
  }

  /** The request was served. */
  void served(Attempt<M> attempt) {
    places.run(() -> attempt.member().ends(false));
    recovery.isWell(attempt);
  }

  /** The stream was cancelled. */
  void cancelled(Attempt<M> attempt) {
    places.run(() -> attempt.member().ends(false));
    recovery.release(attempt);
  }

  /** The request has failed; returns whether it goes on, if it may be sent again. */
  boolean failed(Attempt<M> attempt, Throwable failure, Signal signal) {
    PooledRequest<M> request = attempt.request();
    places.run(
        () -> {
          if (attempt.wasSent()) {
            attempt.member().ends(true);
          } else {
            attempt.member().takesBack();
          }
        });
    recovery.failed(attempt, signal);
    return places.locked(
        () -> {
          request.failures.add(failure, signal);
          request.draws |= Failover.drawsOnBudget(signal);
          request.barred.add(attempt.member());
          for (Member<M> other : members) {
            if (!Failover.leads(signal, attempt.member(), other)) {
              request.barred.add(other);
            }
          }
          return request.barred.size() < members.size();
        });
  }

  /** With what a request fails that does not go on after this failure. */
  Throwable finalFailure(PooledRequest<M> request, Throwable last) {
    return places.locked(() -> request.failures.thrown(last));
  }

  @Override
  public String toString() {
    return members.stream().map(Member::name).collect(Collectors.joining(", ", "pool of ", ""));
  }
}
