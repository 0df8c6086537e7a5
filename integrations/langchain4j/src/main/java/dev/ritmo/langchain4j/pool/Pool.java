package dev.ritmo.langchain4j.pool;

import dev.ritmo.langchain4j.pool.PooledRequest.Place;
import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.PermitRequest;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.TimeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
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
 * probed, requests that wait enter it, in the order of their arrivals. So none is kept waiting by
 * what was known when it arrived.
 *
 * <p>One lock guards the members' {@link Health} and where requests wait. No foreign code runs
 * under it, and no limiter is called: a place is first reserved, then taken, and given up again if
 * the request has been decided meanwhile. One thread at a time {@link #look looks} for places of a
 * request.
 */
final class Pool<M> {

  private final List<Member<M>> members;
  private final int groups;
  private final long maxWait;
  private final AtomicLong numbers = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();

  /** Requests that have not been admitted; guarded by the lock. */
  private final TreeSet<PooledRequest<M>> waiting = new TreeSet<>(PooledRequest::compareArrival);

  /**
   * @param members in the order of their groups
   * @param maxWait how long a request may wait altogether, in nanoseconds
   */
  Pool(List<Member<M>> members, long maxWait) {
    this.members = List.copyOf(members);
    this.groups = 1 + members.stream().mapToInt(Member::group).max().orElse(0);
    this.maxWait = maxWait;
  }

  List<Member<M>> members() {
    return members;
  }

  long maxWait() {
    return maxWait;
  }

  List<MemberState> states() {
    long now = Ritmo.time().nanoTime();
    return locked(() -> members.stream().map(member -> new MemberState(member, now)).toList());
  }

  /** A request that arrives now. */
  PooledRequest<M> arrive(UnaryOperator<LimitedCall> sizing) {
    return new PooledRequest<>(this, Ritmo.time(), numbers.incrementAndGet(), sizing);
  }

  /** Runs a short section that calls nothing foreign. */
  <T> T locked(Supplier<T> section) {
    lock.lock();
    try {
      return section.get();
    } finally {
      lock.unlock();
    }
  }

  /** The request wants to be sent, for the first time or again. */
  void seek(PooledRequest<M> request) {
    locked(
        () -> {
          request.granted = null;
          request.failure = null;
          return waiting.add(request);
        });
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
    healRotated(request);
    List<RateLimitExceededException> refusals = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      for (Account<M> next = reserve(request, group);
          next != null;
          next = reserve(request, group)) {
        enter(request, next);
      }
      Turns<M> turns = turns(request);
      if (turns == null) {
        return; // it is decided
      }
      if (!turns.own().isEmpty()) {
        List<RateLimitExceededException> late = turns.refusals(request.left());
        if (late == null) {
          return; // it waits here
        }
        refusals.addAll(late);
        leaveAll(request);
      }
    }
    if (!returnsInTime(request)) {
      fail(request, PoolRefusal.of(this, request, refusals));
    }
  }

  /** Reserves a place at the cheapest account of a group that may have the request. */
  private @Nullable Account<M> reserve(PooledRequest<M> request, int group) {
    return locked(
        () -> {
          Member<M> best = null;
          for (Member<M> member : members) {
            boolean isFree =
                member.group() == group
                    && isOpen(request)
                    && !request.queued.containsKey(member.account())
                    && isOpenTo(member, request);
            if (isFree && (best == null || Member.CHEAPEST.compare(member, best) < 0)) {
              best = member;
            }
          }
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

  private boolean isOpenTo(Member<M> member, PooledRequest<M> request) {
    return !request.barred.contains(member)
        && member.health().isOpenTo(request.time().nanoTime(), request);
  }

  private boolean isOpen(PooledRequest<M> request) {
    return request.granted == null && request.failure == null;
  }

  private void enter(PooledRequest<M> request, Account<M> account) {
    Place place = locked(() -> request.queued.get(account));
    if (place == null) {
      return;
    }
    PermitRequest asked = request.call(account).enqueue(request.arrivedAt());
    boolean isWanted =
        locked(
            () -> {
              place.request = asked;
              return request.queued.get(account) == place;
            });
    if (!isWanted) {
      boolean unused = asked.permit().cancel(false);
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
    } else if (failure instanceof RateLimitExceededException refusal) { // it is too large
      giveUp(request, account, place, refusal);
    } else if (failure != null && !(unwrapped(failure) instanceof CancellationException)) {
      fail(request, unwrapped(failure));
    }
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  /** The account will never have the request. */
  private void giveUp(
      PooledRequest<M> request,
      Account<M> account,
      Place place,
      RateLimitExceededException refusal) {
    locked(
        () -> {
          boolean unused = request.barred.addAll(account.members());
          request.failures.refused(refusal);
          return request.queued.remove(account, place);
        });
    look(request);
  }

  private void admitted(PooledRequest<M> request, Account<M> account, Place place, Permit permit) {
    if (request.draws && locked(() -> isOpen(request)) && !permit.drawRetry()) {
      permit.giveBack();
      giveUp(request, account, place, PoolRefusal.noBudget(account.limiter().name()));
      return;
    }
    List<PermitRequest> others = new ArrayList<>();
    List<Member<M>> unprobed = new ArrayList<>();
    boolean isTaken = locked(() -> take(request, account, place, permit, others, unprobed));
    if (!isTaken) {
      permit.giveBack();
      look(request);
      return;
    }
    cancel(others);
    unprobed.forEach(this::offer);
    request.decide();
  }

  private boolean take(
      PooledRequest<M> request,
      Account<M> account,
      Place place,
      Permit permit,
      List<PermitRequest> others,
      List<Member<M>> unprobed) {
    if (!isOpen(request) || !request.queued.remove(account, place)) {
      return false;
    }
    Member<M> best = null;
    for (Member<M> member : account.members()) {
      boolean isFree = isOpenTo(member, request);
      if (isFree && (best == null || Member.CHEAPEST.compare(member, best) < 0)) {
        best = member;
      }
    }
    if (best == null) {
      return false;
    }
    boolean isProbe = !best.health().isHealthy();
    if (isProbe) {
      best.health().probe(request);
    }
    best.starts();
    long now = request.time().nanoTime();
    request.granted = new Attempt<>(this, request, best, permit, isProbe, now);
    leaveQueues(request, isProbe ? best : null, others, unprobed);
    return true;
  }

  /** Forgets where it waits; what follows is done without the lock. */
  private void leaveQueues(
      PooledRequest<M> request,
      @Nullable Member<M> probes,
      List<PermitRequest> places,
      List<Member<M>> unprobed) {
    waiting.remove(request);
    takePlaces(request, places);
    for (Member<M> member : members) {
      if (member != probes && member.health().release(request)) {
        unprobed.add(member);
      }
    }
  }

  private void takePlaces(PooledRequest<M> request, List<PermitRequest> places) {
    for (Place place : request.queued.values()) {
      if (place.request != null) {
        places.add(place.request);
      }
    }
    request.queued.clear();
  }

  private static void cancel(Collection<PermitRequest> places) {
    for (PermitRequest place : places) {
      boolean unused = place.permit().cancel(false);
    }
  }

  /** Leaves all queues, but goes on seeking. */
  private void leaveAll(PooledRequest<M> request) {
    List<PermitRequest> places = new ArrayList<>();
    locked(
        () -> {
          takePlaces(request, places);
          return null;
        });
    cancel(places);
  }

  /** Where the request waits, and those before it; null if it is decided. */
  private @Nullable Turns<M> turns(PooledRequest<M> request) {
    return locked(
        () -> {
          if (!isOpen(request)) {
            return null;
          }
          List<Collection<PermitRequest>> ahead = new ArrayList<>();
          for (PooledRequest<M> other : waiting.headSet(request)) {
            ahead.add(places(other).values());
          }
          return new Turns<>(ahead, places(request));
        });
  }

  private Map<Account<M>, PermitRequest> places(PooledRequest<M> request) {
    Map<Account<M>, PermitRequest> places = new LinkedHashMap<>();
    request.queued.forEach(
        (account, place) -> {
          if (place.request != null) {
            places.put(account, place.request);
          }
        });
    return places;
  }

  /** Whether a member that may serve the request ends its rest in time. */
  private boolean returnsInTime(PooledRequest<M> request) {
    long left = request.left();
    long now = request.time().nanoTime();
    return locked(
        () ->
            !isOpen(request)
                || members.stream()
                    .anyMatch(
                        member ->
                            !member.health().isHealthy()
                                && !request.barred.contains(member)
                                && member.health().restLeft(now) <= left));
  }

  /** Ends the wait of a request, unless it is decided. */
  void fail(PooledRequest<M> request, Throwable why) {
    List<PermitRequest> places = new ArrayList<>();
    List<Member<M>> unprobed = new ArrayList<>();
    boolean isEnded =
        locked(
            () -> {
              boolean wasOpen = isOpen(request);
              if (wasOpen) {
                boolean isRefusal = why instanceof RateLimitExceededException;
                request.failure = isRefusal ? request.failures.thrown(why) : why;
                leaveQueues(request, null, places, unprobed);
              }
              return wasOpen;
            });
    if (isEnded) {
      cancel(places);
      unprobed.forEach(this::offer);
      request.decide();
    }
  }

  /** The time of a request is up. */
  void expire(PooledRequest<M> request) {
    List<RateLimitExceededException> refusals = new ArrayList<>();
    for (PermitRequest place : locked(() -> places(request)).values()) {
      place.refusal().ifPresent(refusals::add);
    }
    fail(request, PoolRefusal.of(this, request, refusals));
  }

  // health

  /** The answer of a probe has begun to come. */
  void isWell(Attempt<M> attempt) {
    Member<M> member = attempt.member();
    boolean isBack =
        locked(
            () -> {
              member.health().answered();
              boolean heals = attempt.isProbe() && member.health().isProber(attempt.request());
              if (heals) {
                member.health().heal(Ritmo.time().nanoTime());
              }
              return heals;
            });
    if (isBack) {
      PoolLog.isBack(member);
      wake(member);
    }
  }

  /** The request was served. */
  void served(Attempt<M> attempt) {
    ends(attempt, false);
    isWell(attempt);
  }

  /** A stream was cancelled, which says nothing of the member. */
  void cancelled(Attempt<M> attempt) {
    ends(attempt, false);
    if (locked(() -> attempt.member().health().release(attempt.request()))) {
      offer(attempt.member());
    }
  }

  private void ends(Attempt<M> attempt, boolean hasFailed) {
    locked(
        () -> {
          attempt.member().ends(hasFailed);
          return null;
        });
  }

  /** The request has failed; returns whether it goes on. */
  boolean failed(Attempt<M> attempt, Throwable failure, Signal signal, boolean isRepeatable) {
    ends(attempt, true);
    PooledRequest<M> request = attempt.request();
    if (Failover.isAnswer(signal)) {
      isWell(attempt);
    } else if (Failover.isUnwell(signal)) {
      rest(attempt, signal);
    } else if (attempt.isProbe()) {
      restAgain(attempt);
    }
    if (signal.statesDelay()) {
      reconsider(attempt.member().account());
    }
    return locked(
        () -> {
          request.failures.add(failure, signal.isCurable());
          request.barred.add(attempt.member());
          request.draws |= Failover.drawsOnBudget(signal);
          boolean isLeft = false;
          for (Member<M> other : members) {
            if (!Failover.leads(signal, attempt.member(), other)) {
              request.barred.add(other);
            }
            isLeft |= !request.barred.contains(other);
          }
          return isRepeatable && isLeft;
        });
  }

  /** With what a request fails that does not go on after this failure. */
  Throwable finalFailure(PooledRequest<M> request, Throwable last) {
    return locked(() -> request.failures.thrown(last));
  }

  private void rest(Attempt<M> attempt, Signal signal) {
    List<Member<M>> all =
        Failover.isOfAccount(signal)
            ? attempt.member().account().members()
            : List.of(attempt.member());
    for (Member<M> member : all) {
      long now = Ritmo.time().nanoTime();
      List<PooledRequest<M>> left = new ArrayList<>();
      List<PermitRequest> places = new ArrayList<>();
      long rest =
          locked(
              () -> {
                boolean wasLasting = member.health().isLasting();
                long begun =
                    member
                        .health()
                        .fail(
                            now,
                            attempt.request(),
                            attempt.sentAt(),
                            attempt.version(),
                            signal.reason(),
                            signal.statedDelayNanos());
                if (begun > 0) {
                  evict(member, left, places);
                }
                return wasLasting ? -begun : begun; // said once
              });
      if (rest != 0) {
        begins(member, Math.abs(rest), left, places);
      }
      if (rest > 0 && Health.LASTING.contains(signal.reason())) {
        PoolLog.rests(member, signal.reason(), rest);
      }
    }
  }

  private void restAgain(Attempt<M> attempt) {
    Member<M> member = attempt.member();
    long now = Ritmo.time().nanoTime();
    long rest =
        locked(
            () -> member.health().release(attempt.request()) ? member.health().restAgain(now) : 0L);
    if (rest > 0) {
      begins(member, rest, List.of(), List.of());
    }
  }

  /** Takes all requests out of the queue of a member that is not open to them any more. */
  private void evict(Member<M> member, List<PooledRequest<M>> left, List<PermitRequest> places) {
    Account<M> account = member.account();
    for (PooledRequest<M> request : waiting) {
      boolean isOpen = account.members().stream().anyMatch(other -> isOpenTo(other, request));
      Place place = isOpen ? null : request.queued.remove(account);
      if (place != null) {
        left.add(request);
        if (place.request != null) {
          places.add(place.request);
        }
      }
    }
  }

  private void begins(
      Member<M> member, long rest, List<PooledRequest<M>> left, List<PermitRequest> places) {
    cancel(places);
    TimeSource time = Ritmo.time();
    Runnable unused = time.schedule(() -> elsewhere(() -> offer(member)), rest);
    lookElsewhere(left);
  }

  /** A member may be probed: the first request that waits and can be its probe is. */
  private void offer(Member<M> member) {
    for (PooledRequest<M> request : waitingFor(member)) {
      if (locked(() -> member.health().isProbed() || member.health().isHealthy())) {
        return;
      }
      look(request);
    }
  }

  /** A member is well again: requests that wait enter its queue. */
  private void wake(Member<M> member) {
    lookElsewhere(waitingFor(member));
  }

  private List<PooledRequest<M>> waitingFor(Member<M> member) {
    return locked(
        () ->
            waiting.stream()
                .filter(request -> !request.barred.contains(member))
                .collect(Collectors.toList()));
  }

  /** A limiter has been paused: some that wait there may be too late now. */
  private void reconsider(Account<M> account) {
    lookElsewhere(
        locked(
            () ->
                waiting.stream()
                    .filter(request -> request.queued.containsKey(account))
                    .collect(Collectors.toList())));
  }

  private void lookElsewhere(List<PooledRequest<M>> requests) {
    if (!requests.isEmpty()) {
      elsewhere(() -> requests.forEach(this::look));
    }
  }

  /** Not on the thread of the request that has caused it. */
  private static void elsewhere(Runnable task) {
    Ritmo.time().executor().execute(task);
  }

  /** A key that has changed ends the rest that the previous one has brought about. */
  private void healRotated(PooledRequest<M> request) {
    for (Member<M> member : members) {
      Object failedWith =
          locked(() -> member.health().isLasting() ? member.health().version() : null);
      if (failedWith != null && hasChanged(member, failedWith)) {
        boolean isHealed =
            locked(
                () -> {
                  boolean isSame = failedWith.equals(member.health().version());
                  if (isSame) {
                    member.health().heal(request.time().nanoTime());
                  }
                  return isSame;
                });
        if (isHealed) {
          wake(member);
        }
      }
    }
  }

  private static boolean hasChanged(Member<?> member, Object failedWith) {
    try {
      return !failedWith.equals(member.source().version());
    } catch (RuntimeException e) {
      return false; // there is no key now
    }
  }

  /** Throws a failure as it is. */
  static RuntimeException rethrow(@Nullable Throwable failure) {
    return Pool.<RuntimeException>sneaky(
        failure == null ? new IllegalStateException("undecided") : failure);
  }

  @SuppressWarnings("unchecked") // the cast is erased
  private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
    throw (E) failure;
  }

  @Override
  public String toString() {
    return members.stream().map(Member::name).collect(Collectors.joining(", ", "pool of ", ""));
  }
}
