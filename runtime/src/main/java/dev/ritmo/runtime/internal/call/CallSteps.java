package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.internal.context.Program;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.Enclosing;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.retry.CallAttempts;
import dev.ritmo.runtime.internal.window.Inference;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a call at its limiter, on the thread that runs its body. Where calls hold slots, the
 * thread knows of them, for nested calls. Static, so that a call that only passes its fields need
 * not be allocated.
 */
final class CallSteps {

  private CallSteps() {}

  /** Admits a call under a limiter whose permits are tracked; returns its arrival. */
  static long admitTracked(Admission limiter, @Nullable Object key, Terms terms) {
    if (!limiter.hasSlots()) {
      return limiter.admit(key, terms);
    }
    long outer = Nesting.innermost(limiter);
    if (outer != Admission.NO_CALL) {
      return admitWithin(limiter, key, terms, Enclosing.slotOf(outer));
    }
    long arrival = limiter.admit(key, terms);
    Nesting.enter(limiter, arrival);
    return arrival;
  }

  /** Admits a call that the bodies of others make; returns its arrival. */
  static long admitWithin(
      Admission limiter, @Nullable Object key, Terms terms, Enclosing enclosing) {
    long arrival = limiter.admitWithin(key, terms, enclosing);
    if (limiter.hasSlots()) {
      Nesting.enter(limiter, arrival);
    }
    return arrival;
  }

  /** Waits for another attempt; returns whether its back-off ended early. */
  static boolean readmit(
      Admission limiter, @Nullable Object key, Terms terms, long arrival, CallAttempts all) {
    boolean isReleased =
        limiter.readmit(key, terms, all.next(terms.maxWait(), Nesting.outer(limiter)));
    if (limiter.hasSlots()) {
      Nesting.enter(limiter, arrival);
    }
    return isReleased;
  }

  /** Settles with the tokens that the result of a call reports, if tokens are limited. */
  static void settle(
      Admission limiter,
      @Nullable Class<?> program,
      @Nullable Object key,
      long arrival,
      @Nullable Object result) {
    if (!limiter.limits().limitsTokens()) {
      return;
    }
    Program.during(
        program,
        () -> {
          limiter.settleByResult(key, arrival, result);
          return null;
        });
  }

  /** Closes the permit of a call whose body has ended. */
  static void close(
      Admission limiter,
      @Nullable Object key,
      long arrival,
      Terms terms,
      Inference.Outcome outcome) {
    limiter.close(key, arrival, terms, outcome);
    leave(limiter, arrival);
  }

  /** Gives back the permit of a call that has not sent anything. */
  static void giveBack(Admission limiter, @Nullable Object key, long arrival, Terms terms) {
    limiter.giveBack(key, arrival, terms);
    leave(limiter, arrival);
  }

  /** The thread does not run the body of a call any more. */
  static void leave(Admission limiter, long arrival) {
    if (limiter.hasSlots()) {
      Nesting.leave(limiter, arrival);
    }
  }

  /** Throws the exception of a body, which may be checked although it is not declared here. */
  @SuppressWarnings("unchecked")
  static <T extends Throwable> RuntimeException rethrow(Throwable failure) throws T {
    throw (T) failure;
  }
}
