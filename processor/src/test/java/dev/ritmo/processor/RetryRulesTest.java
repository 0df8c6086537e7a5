package dev.ritmo.processor;

import static dev.ritmo.processor.SourceSubject.assertThatFiles;
import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryRulesTest {

  @Test
  void noAttemptIsRejected() {
    assertThatMethod("@RetryOnRateLimit(maxAttempts = ^0) void call() {}")
        .hasErrors(
            "[MaxAttemptsNotPositive] @RetryOnRateLimit maxAttempts must be at least 1, but was 0."
                + " Fix: count all attempts, the first included.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"initialDelay", "maxDelay"})
  void aNegativeDelayIsRejected(String delay) {
    assertThatMethod("@RetryOnRateLimit(" + delay + " = ^-1) void call() {}")
        .hasErrors(
            "[DelayNegative] @RetryOnRateLimit "
                + delay
                + " must be at least 0, but was -1. Fix: write 0 for no delay, or leave it out for"
                + " the default.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"initialDelay", "maxDelay"})
  void aDelayBeyondTheBoundIsRejected(String delay) {
    assertThatMethod(
            "@RetryOnRateLimit(" + delay + " = ^53376, unit = TimeUnit.DAYS) void call() {}")
        .hasErrors(
            "[DelayTooLong] @RetryOnRateLimit "
                + delay
                + " must be at most 146 years, but was 53376 DAYS. Fix: write a shorter delay, or a"
                + " smaller unit.");
  }

  @Test
  void delaysOutOfOrderAreRejected() {
    assertThatMethod("@RetryOnRateLimit(maxDelay = 5, initialDelay = ^6) void call() {}")
        .hasErrors(
            "[DelaysOutOfOrder] @RetryOnRateLimit initialDelay must be at most maxDelay (5), but was"
                + " 6. Fix: write a smaller initialDelay, or a larger maxDelay.");
  }

  @Test
  void anInvalidDelayIsNotCalledOutOfOrderAsWell() {
    assertThatMethod("@RetryOnRateLimit(initialDelay = 6, maxDelay = ^-1) void call() {}")
        .hasErrors(
            "[DelayNegative] @RetryOnRateLimit maxDelay must be at least 0, but was -1. Fix: write 0"
                + " for no delay, or leave it out for the default.");
  }

  @ParameterizedTest
  @CsvSource({"0.99, 0.99", "Double^.NaN, NaN", "^-1, -1.0", "1 ^/ 0.0, Infinity"})
  void aMultiplierThatDoesNotGrowIsRejected(String written, String found) {
    String marked = written.contains("^") ? written : "^" + written;
    assertThatMethod("@RetryOnRateLimit(multiplier = " + marked + ") void call() {}")
        .without("-Xlint:all,-processing") // which warns of the division by zero
        .hasErrors(
            "[MultiplierBelowOne] @RetryOnRateLimit multiplier must be at least 1 and finite, but"
                + " was "
                + found
                + ". Fix: write 1.0 for the same delay each time, 2.0 to double it.");
  }

  @ParameterizedTest
  @CsvSource({"^20, 20.0", "^-0.1, -0.1", "^1.01, 1.01", "Double^.NaN, NaN"})
  void aJitterThatIsNoShareIsRejected(String written, String found) {
    assertThatMethod("@RetryOnRateLimit(jitter = " + written + ") void call() {}")
        .hasErrors(
            "[JitterNotAShare] @RetryOnRateLimit jitter must be from 0 to 1, but was "
                + found
                + ". Fix: write a share, such as 0.2 for a fifth.");
  }

  @Test
  void aDeadlineOfZeroIsRejected() {
    assertThatMethod("@RetryOnRateLimit(deadline = ^0) void call() {}")
        .hasErrors(
            "[DeadlineNotPositive] @RetryOnRateLimit deadline must be at least 1, but was 0. Fix:"
                + " write the total time for all attempts and waits, or leave it out for none.");
  }

  @Test
  void aDeadlineBeyondTheBoundIsRejected() {
    assertThatMethod("@RetryOnRateLimit(deadline = ^53376, unit = TimeUnit.DAYS) void call() {}")
        .hasErrors(
            "[DeadlineTooLong] @RetryOnRateLimit deadline must be at most 146 years, but was 53376"
                + " DAYS. Fix: leave it out for none.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "maxAttempts = 2",
        "initialDelay = 0, maxDelay = 0",
        "initialDelay = 5, maxDelay = 5",
        "initialDelay = 300",
        "maxDelay = 0",
        "initialDelay = 53375, maxDelay = 53375, unit = TimeUnit.DAYS",
        "multiplier = 1",
        "jitter = 0",
        "jitter = 1",
        "deadline = 1, maxDelay = 1, unit = TimeUnit.NANOSECONDS",
        "deadline = 53375, unit = TimeUnit.DAYS"
      })
  void theBoundsAreAccepted(String elements) {
    assertThatMethod("@RetryOnRateLimit(" + elements + ") void call() {}").isClean();
  }

  @Test
  void aPrivateFailureIsRejected() {
    assertThatMethod(
            "private static class Busy extends Exception { static final long serialVersionUID = 1; }"
                + " @RetryOnRateLimit(retryOn = Busy^.class) void call() {}")
        .hasErrors(
            "[RetryTypeInaccessible] @RetryOnRateLimit retryOn must name classes that the other"
                + " classes of com.acme can access, but com.acme.Calls.Busy is private. Fix: give"
                + " it, and the types around it, more access.");
  }

  @Test
  void aPrivateFailureInTheUnnamedPackageIsRejected() {
    assertThatFiles(
            "class Calls { private static class Busy extends Exception { static final long"
                + " serialVersionUID = 1; }"
                + " @dev.ritmo.RetryOnRateLimit(retryOn = Busy^.class) void call() {} }")
        .hasErrors(
            "[RetryTypeInaccessible] @RetryOnRateLimit retryOn must name classes that the other"
                + " classes of the unnamed package can access, but Calls.Busy is private. Fix: give"
                + " it, and the types around it, more access.");
  }

  @Test
  void aFailureInAPrivateTypeIsRejectedWithinAnArray() {
    assertThatMethod(
            "private static class Inner { static class Busy extends Exception {"
                + " static final long serialVersionUID = 1; } }"
                + " @RetryOnRateLimit(abortOn = {Error.class, Inner.Busy^.class}) void call() {}")
        .hasErrors(
            "[RetryTypeInaccessible] @RetryOnRateLimit abortOn must name classes that the other"
                + " classes of com.acme can access, but com.acme.Calls.Inner.Busy is private. Fix:"
                + " give it, and the types around it, more access.");
  }

  @Test
  void aProtectedFailureOfAnotherPackageIsRejected() {
    assertThatFiles(
            "package com.acme; class Calls extends other.Base {"
                + " @dev.ritmo.RetryOnRateLimit(retryOn = Busy^.class) void call() {} }",
            "package other; public class Base { protected static class Busy extends Exception {"
                + " static final long serialVersionUID = 1; } }")
        .hasErrors(
            "[RetryTypeInaccessible] @RetryOnRateLimit retryOn must name classes that the other"
                + " classes of com.acme can access, but other.Base.Busy is protected. Fix: give it,"
                + " and the types around it, more access.");
  }

  @Test
  void failuresThatThePackageCanAccessAreAccepted() {
    assertThatType(
            "class Calls { static class Busy extends Exception {"
                + " static final long serialVersionUID = 1; }"
                + " protected static class Late extends Exception {"
                + " static final long serialVersionUID = 1; }"
                + " @RetryOnRateLimit(retryOn = {Busy.class, TimeoutException.class},"
                + " abortOn = Late.class) void call() {} }")
        .isClean();
  }

  @Test
  void warningsOfTheFailuresThemselvesDoNotReachTheGeneratedClass() {
    assertThatType(
            "class Calls { @SuppressWarnings({\"deprecation\", \"removal\"})"
                + " @RetryOnRateLimit(retryOn = {Old.class, Older.Inner.class}) void call() {} }"
                + " @Deprecated class Old extends Exception {"
                + " static final long serialVersionUID = 1; }"
                + " @Deprecated(forRemoval = true) class Older { static class Inner extends Exception {"
                + " static final long serialVersionUID = 1; } }")
        .isClean();
  }

  @Test
  void aSingleAttemptIsWarnedOf() {
    assertThatMethod("@RetryOnRateLimit(maxAttempts = ^1) void call() {}")
        .hasWarnings(
            "[NothingRetried] @RetryOnRateLimit maxAttempts should be at least 2 to retry, but was 1."
                + " Fix: count the first attempt as well, or leave the annotation out.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          deadline = ^1, initialDelay = 2                     | 2 SECONDS | 1 SECONDS
          deadline = ^999, unit = TimeUnit.MILLISECONDS       | 1 SECONDS | 999 MILLISECONDS
          deadline = ^4, maxDelay = 5, unit = TimeUnit.MICROSECONDS | 5 MICROSECONDS | 4 MICROSECONDS
          """)
  void aDeadlineBeforeTheFirstRetryIsRejected(String elements, String first, String found) {
    assertThatMethod("@RetryOnRateLimit(" + elements + ") void call() {}")
        .hasErrors(
            "[DeadlineBeforeRetry] @RetryOnRateLimit deadline must be at least the first delay ("
                + first
                + "), but was "
                + found
                + ". Fix: write a longer deadline, or a shorter initialDelay.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maxAttempts = ^5, deadline = 14                       | 14 SECONDS | 5 | 5 | 15 SECONDS
          maxAttempts = ^9, deadline = 6                        | 6 SECONDS  | 9 | 4 | 7 SECONDS
          maxAttempts = ^3, multiplier = 1, deadline = 1        | 1 SECONDS  | 3 | 3 | 2 SECONDS
          maxAttempts = ^5, maxDelay = 2, deadline = 6          | 6 SECONDS  | 5 | 5 | 7 SECONDS
          """)
  void attemptsBeyondTheDeadlineAreWarnedOf(
      String elements, String deadline, int attempts, int late, String delays) {
    assertThatMethod("@RetryOnRateLimit(" + elements + ") void call() {}")
        .hasWarnings(
            "[AttemptsBeyondDeadline] @RetryOnRateLimit maxAttempts should fit into the deadline ("
                + deadline
                + "), but was "
                + attempts
                + ", and the delays before attempt "
                + late
                + " alone are "
                + delays
                + ". Fix: write "
                + (late - 1)
                + " attempts, or a longer deadline.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deadline = 1, initialDelay = 1",
        "deadline = 1, maxAttempts = 2",
        "deadline = 1",
        "maxAttempts = 5, deadline = 15",
        "maxAttempts = 1_000_000, maxDelay = 0, deadline = 1"
      })
  void aDeadlineThatAttemptsFitIntoIsAccepted(String elements) {
    assertThatMethod("@RetryOnRateLimit(" + elements + ") void call() {}").isClean();
  }

  @Test
  void whatIsAbortedIsNotRetried() {
    assertThatMethod(
            "@RetryOnRateLimit(retryOn = {java.io.EOFException.class,"
                + " java.net.SocketTimeoutException^.class}, abortOn ="
                + " java.io.InterruptedIOException.class) void a() {}")
        .hasWarnings(
            "[RetryAborted] @RetryOnRateLimit retryOn should name failures that abortOn does not, but"
                + " java.net.SocketTimeoutException is or extends java.io.InterruptedIOException, and"
                + " abortOn wins. Fix: leave it out of one of them.");
    assertThatMethod(
            "@RetryOnRateLimit(retryOn = java.io.IOException^.class, abortOn ="
                + " java.io.IOException.class) void a() {}")
        .hasWarnings(
            "[RetryAborted] @RetryOnRateLimit retryOn should name failures that abortOn does not, but"
                + " java.io.IOException is or extends java.io.IOException, and abortOn wins. Fix:"
                + " leave it out of one of them.");
    assertThatMethod(
            "@RetryOnRateLimit(retryOn = java.io.IOException.class, abortOn ="
                + " java.io.EOFException.class) void a() {}")
        .isClean();
  }
}
