package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.internal.limiter.feedback.BackOffAdvice;
import dev.ritmo.runtime.internal.limiter.feedback.CallCounters;
import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Observation;
import dev.ritmo.runtime.spi.GiveUpCause;
import dev.ritmo.runtime.spi.Signal;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A limiter as the calls under it see it: they ask to be admitted, wait, and report how they end. A
 * call is known by its arrival, unique within the limiter, and by its key; the key is null for
 * limiters without keys. Safe for use by many threads.
 *
 * <p>No operation but {@link #admit}, {@link #admitWithin} and {@link #readmit} waits. The answer
 * to a call that asks need not be there at once: a waiting call is told when to {@linkplain
 * #lookAgain look again}, as often as it takes, until it is admitted or refused. So an
 * implementation may have to ask another process first.
 */
public interface Admission extends Waiter.Host {

  /** Stands for no other call. */
  long NO_CALL = Waiter.NONE;

  /** Tells limiters of a process apart, whatever their names. */
  long number();

  /** The limits in force. */
  Limits limits();

  /** Whether every call passes, whatever the limits. */
  boolean isOff();

  /** Whether permits must be closed, as they hold slots or tokens. */
  boolean tracksPermits();

  /** Whether the limiter must be told of calls that end, although they hold nothing. */
  boolean isWatching();

  /** Whether calls may hold slots, in which nested calls run. */
  boolean hasSlots();

  /** The longest time by which a call can ever count longer than a period, in nanoseconds. */
  long largestMargin();

  /** How many tokens an answer has at most, as far as recent answers tell. */
  long expectedOutput();

  /** Where calls of a governed method are counted. */
  CallCounters counters(String method);

  /**
   * Admits a call of the current thread, which waits if it has to.
   *
   * @return the arrival of the call
   * @throws IllegalArgumentException if there is no key and should be, or the other way round
   * @throws RateLimitExceededException if the turn of the call would come too late
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  long admit(@Nullable Object key, Terms terms);

  /**
   * As {@link #admit}, for a call that the bodies of others make. If one has a slot with the same
   * key, this call runs in it, and goes before all calls that may wait for it. If it replaces
   * others, their places are given back, and it goes before all calls that wait.
   */
  long admitWithin(@Nullable Object key, Terms terms, Enclosing enclosing);

  /**
   * Admits the current thread again, for another attempt of a call that was admitted before.
   *
   * @return whether it starts before {@link Attempt#notBefore}
   * @throws RateLimitExceededException if the turn of the call would come too late
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  boolean readmit(@Nullable Object key, Terms terms, Attempt attempt);

  /**
   * Admits a call without a thread that arrives now, or adds it to the queue.
   *
   * @param enclosing the calls whose bodies make it, as for {@link #admitWithin}
   * @param look called, on a thread of the time source, when it should {@link AsyncWaiter#tryAdmit}
   * @throws IllegalArgumentException if there is no key and should be, or the other way round
   * @throws RateLimitExceededException if the turn of the call would come too late
   */
  AsyncWaiter enter(
      @Nullable Object key, Terms terms, Enclosing enclosing, Consumer<AsyncWaiter> look);

  /** As {@link #enter(Object, Terms, Enclosing, Consumer)}, for a call that no other call makes. */
  default AsyncWaiter enter(@Nullable Object key, Terms terms, Consumer<AsyncWaiter> look) {
    return enter(key, terms, Enclosing.NONE, look);
  }

  /** A call without a thread that can {@link #reenter} the queue for another attempt. */
  AsyncWaiter waiter(Terms terms, Attempt attempt, Consumer<AsyncWaiter> look);

  /**
   * Adds a call without a thread to the queue again.
   *
   * @throws RateLimitExceededException if the turn of the call would come too late
   */
  void reenter(@Nullable Object key, AsyncWaiter waiter);

  /** A call has ended, or will be tried again: its slot is free. */
  void close(@Nullable Object key, long arrival, Terms terms, Inference.Outcome outcome);

  /** Undoes the admission of a call that has not started. */
  void giveBack(@Nullable Object key, long arrival, Terms terms);

  /**
   * Replaces what a call has reserved by what it has used, as far as that is reported. What it
   * cannot have used is logged once and ignored.
   *
   * @return false if its permit is not open, and nothing has changed
   */
  boolean settle(@Nullable Object key, long arrival, Usage usage);

  /**
   * A call has ended well: settles with the tokens that its result reports. If it reports none,
   * what it has reserved stands; if no call reports any, that is logged once.
   */
  void settleByResult(@Nullable Object key, long arrival, @Nullable Object result);

  /**
   * Takes in what the provider reports of a limit in the answer to a call, best before its permit
   * is closed. Implausible numbers are logged and ignored.
   *
   * @param arrival of the call; when the request left, for one that was not admitted here
   */
  void observe(@Nullable Object key, long arrival, Observation seen);

  /**
   * Takes in the failure of a call, before its permit is closed. The limiter learns from a
   * rejection by a limit; where the provider states how long to wait, no call is admitted until
   * then. The answers to requests that were under way together are one event.
   *
   * @return what the retry of the call should know
   */
  BackOffAdvice failed(@Nullable Object key, long arrival, Terms terms, Signal signal);

  /** Counts the failure of a call that the limiter has heard of otherwise. */
  void countFailure(Terms terms, Signal.Reason reason);

  /** A call will not be tried again although another attempt might succeed. */
  void gaveUp(Terms terms, Signal signal, int attempts, GiveUpCause cause);

  /** When the last attempt of a call left; its arrival if that is not known any more. */
  long departure(@Nullable Object key, long arrival);

  /** Admits no call before this time, as far as it shares the account of a call. */
  void pauseAccount(@Nullable Object key, long arrival, long until);

  /** Admits no call before this time; an earlier one than in force changes nothing. */
  void pause(long until);

  /** Admits no call for this time in nanoseconds. */
  void pauseFor(long nanos);

  /** Ends every pause, and makes calls due that wait for another attempt. */
  void resume();

  /**
   * Keeps other limits from now on.
   *
   * @throws IllegalArgumentException if they are of another kind
   */
  void change(Limits limits);

  /** Refuses every waiting call, and every call from now on. */
  void shutDown();

  /** Admits calls again after it has been shut down. */
  void reopen();

  /** Takes a retry of a call on these terms from the budget; false if none is left. */
  boolean drawRetry(Terms terms);

  /** Pays for retries by other rules from now on, unless these are overridden. */
  void changeRetries(RetryBudget budget);

  /** Overrides the retry budget, now and whenever it is changed. */
  void overrideRetries(UnaryOperator<RetryBudget> budgets);

  /** Whether to warn of retries within retries; true at most once. */
  boolean takeRetryWarning();

  /** Whether {@link #takeRetryWarning} has not been true yet. */
  boolean hasRetryWarning();

  /** What it is doing now. */
  LimiterSnapshot snapshot();
}
