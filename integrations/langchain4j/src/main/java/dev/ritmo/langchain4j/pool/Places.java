package dev.ritmo.langchain4j.pool;

import dev.ritmo.langchain4j.pool.PooledRequest.Place;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.PermitRequest;
import dev.ritmo.runtime.RateLimitExceededException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a pool that wait, and at which accounts. Owns the lock of the pool, which guards
 * them and the {@link Health} of the members. No foreign code runs under it, and no limiter is
 * called: what follows from a section is done after it.
 */
final class Places<M> {

  private final List<Member<M>> members;
  private final ReentrantLock lock = new ReentrantLock();

  /** Requests that have not been admitted. */
  private final TreeSet<PooledRequest<M>> waiting = new TreeSet<>(PooledRequest::compareArrival);

  Places(List<Member<M>> members) {
    this.members = members;
  }

  /**
   * What a request has left behind.
   *
   * @param places are to be given up
   * @param unprobed members of which it would have been the probe
   */
  record Left<M>(List<PermitRequest> places, List<Member<M>> unprobed) {}

  /** Runs a short section that calls nothing foreign. */
  <T> T locked(Supplier<T> section) {
    lock.lock();
    try {
      return section.get();
    } finally {
      lock.unlock();
    }
  }

  void run(Runnable section) {
    lock.lock();
    try {
      section.run();
    } finally {
      lock.unlock();
    }
  }

  /** The request begins to wait. */
  void add(PooledRequest<M> request) {
    run(
        () -> {
          request.granted = null;
          request.failure = null;
          waiting.add(request);
        });
  }

  /** Reserves a place at the cheapest account of a group that may have the request. */
  @Nullable Account<M> reserve(PooledRequest<M> request, int group) {
    return locked(
        () -> {
          Member<M> best =
              isOpen(request)
                  ? cheapest(
                      members,
                      member ->
                          member.group() == group
                              && !request.queued.containsKey(member.account())
                              && isOpenTo(member, request))
                  : null;
          if (best == null) {
            return null;
          }
          if (!best.health().isHealthy()) {
            best.health().probe(request);
          }
          request.queued.put(best.account(), new Place());
          return best.account();
        });
  }

  private @Nullable Member<M> cheapest(List<Member<M>> among, Predicate<Member<M>> which) {
    Member<M> best = null;
    for (Member<M> member : among) {
      boolean isBetter = best == null || Member.CHEAPEST.compare(member, best) < 0;
      best = isBetter && which.test(member) ? member : best;
    }
    return best;
  }

  private boolean isOpenTo(Member<M> member, PooledRequest<M> request) {
    return !request.barred.contains(member)
        && member.health().isOpenTo(request.time().nanoTime(), request);
  }

  /** Whether a request has neither been admitted nor failed. */
  boolean isOpen(PooledRequest<M> request) {
    return locked(() -> request.granted == null && request.failure == null);
  }

  /** A request stands in the queue of an account; false if it should not any more. */
  boolean entered(PooledRequest<M> request, Account<M> account, Place place, PermitRequest asked) {
    return locked(
        () -> {
          place.request = asked;
          return request.queued.get(account) == place;
        });
  }

  /** The account will never have the request. */
  void bar(
      PooledRequest<M> request,
      Account<M> account,
      Place place,
      RateLimitExceededException refusal) {
    run(
        () -> {
          request.barred.addAll(account.members());
          request.failures.refused(refusal);
          request.queued.remove(account, place);
        });
  }

  /** An account has admitted the request; null if that is too late. */
  @Nullable Left<M> take(
      Pool<M> pool, PooledRequest<M> request, Account<M> account, Place place, Permit permit) {
    return locked(
        () -> {
          if (!isOpen(request) || !request.queued.remove(account, place)) {
            return null;
          }
          Member<M> best = cheapest(account.members(), member -> isOpenTo(member, request));
          if (best == null) {
            return null;
          }
          boolean isProbe = !best.health().isHealthy();
          if (isProbe) {
            best.health().probe(request);
          }
          best.starts();
          long now = request.time().nanoTime();
          request.granted = new Attempt<>(pool, request, best, permit, isProbe, now);
          return leave(request, isProbe ? best : null);
        });
  }

  /** Ends the wait of a request with a failure; null if it was decided before. */
  @Nullable Left<M> end(PooledRequest<M> request, Throwable why) {
    return locked(
        () -> {
          if (!isOpen(request)) {
            return null;
          }
          boolean isRefusal = why instanceof RateLimitExceededException;
          request.failure = isRefusal ? request.failures.thrown(why) : why;
          return leave(request, null);
        });
  }

  private Left<M> leave(PooledRequest<M> request, @Nullable Member<M> probed) {
    waiting.remove(request);
    Left<M> left = new Left<>(places(request), new ArrayList<>());
    request.queued.clear();
    for (Member<M> member : members) {
      if (member != probed && member.health().release(request)) {
        left.unprobed().add(member);
      }
    }
    return left;
  }

  /** The request leaves all queues, and probes nothing, but goes on waiting. */
  List<PermitRequest> takePlaces(PooledRequest<M> request) {
    return locked(
        () -> {
          Left<M> left = leave(request, null);
          waiting.add(request);
          return left.places();
        });
  }

  /** Where the requests stand that arrived before this one. */
  List<List<PermitRequest>> ahead(PooledRequest<M> request) {
    return locked(() -> waiting.headSet(request).stream().map(other -> places(other)).toList());
  }

  /** Where the request stands; null if it is decided. */
  @Nullable List<PermitRequest> own(PooledRequest<M> request) {
    return locked(() -> isOpen(request) ? places(request) : null);
  }

  private List<PermitRequest> places(PooledRequest<M> request) {
    List<PermitRequest> places = new ArrayList<>(request.queued.size());
    for (Place place : request.queued.values()) {
      if (place.request != null) {
        places.add(place.request);
      }
    }
    return places;
  }

  /** Whether a member that may serve the request ends its rest in time. */
  boolean returnsInTime(PooledRequest<M> request) {
    long left = request.left();
    long now = request.time().nanoTime();
    return locked(
        () ->
            members.stream()
                .filter(member -> !request.barred.contains(member))
                .map(Member::health)
                .anyMatch(health -> !health.isHealthy() && health.restLeft(now) <= left));
  }

  /**
   * Takes requests out of the queue of a member that is not open to them any more; under the lock.
   *
   * @param places collects the places that they give up
   */
  List<PooledRequest<M>> evict(Member<M> member, List<PermitRequest> places) {
    Account<M> account = member.account();
    List<PooledRequest<M>> evicted = new ArrayList<>();
    for (PooledRequest<M> request : waiting) {
      boolean isOpen = account.members().stream().anyMatch(other -> isOpenTo(other, request));
      Place place = isOpen ? null : request.queued.remove(account);
      if (place != null) {
        evicted.add(request);
        if (place.request != null) {
          places.add(place.request);
        }
      }
    }
    return evicted;
  }

  /** The requests that wait and may be served by a member, in the order of their arrivals. */
  List<PooledRequest<M>> waitingFor(Member<M> member) {
    return waiting(request -> !request.barred.contains(member));
  }

  /** The requests that stand in the queue of an account. */
  List<PooledRequest<M>> waitingAt(Account<M> account) {
    return waiting(request -> request.queued.containsKey(account));
  }

  private List<PooledRequest<M>> waiting(Predicate<PooledRequest<M>> which) {
    return locked(() -> waiting.stream().filter(which).toList());
  }
}
