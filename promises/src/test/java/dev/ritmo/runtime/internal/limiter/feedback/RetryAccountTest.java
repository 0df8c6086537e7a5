package dev.ritmo.runtime.internal.limiter.feedback;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.spi.Signal;
import org.junit.jupiter.api.Test;

/** How many retries are left. */
final class RetryAccountTest {

  private final Counters counters = new Counters(() -> {});
  private final RetryAccount account = new RetryAccount(counters);

  private void succeed(int calls) {
    for (int i = 0; i < calls; i++) {
      counters.ofPrograms().admit();
    }
  }

  private void drawAll() {
    while (account.draw()) {}
  }

  @Test
  void itStartsWithTheReserve() {
    assertThat(account.left()).isEqualTo(RetryBudget.DEFAULT.reserve());
  }

  @Test
  void withoutReserveAndSuccessNoRetryIsLeft() {
    drawAll();

    assertThat(account.left()).isEqualTo(0);
    assertThat(account.draw()).isFalse();
  }

  @Test
  void successesOfAllMethodsPayForRetries() {
    drawAll();
    int calls = (int) Math.ceil(1 / RetryBudget.DEFAULT.perSuccess());
    CallCounters method = counters.of("Service.ask()");
    for (int i = 0; i < calls; i++) {
      method.admit();
    }

    assertThat(account.draw()).isTrue();
    assertThat(account.draw()).isFalse();
  }

  @Test
  void aFailureWithdrawsItsCredit() {
    drawAll();
    succeed(100);
    long left = account.left();
    for (int i = 0; i < 100; i++) {
      counters.ofPrograms().fail(Signal.Reason.RATE);
    }

    assertThat(left).isGreaterThan(0);
    assertThat(account.left()).isEqualTo(0);
  }

  @Test
  void moreThanTheMostIsNotSaved() {
    succeed(1_000_000);

    assertThat(account.left()).isEqualTo((long) RetryBudget.DEFAULT.most());
  }

  @Test
  void overridesHoldForLaterChanges() {
    account.override(given -> RetryBudget.UNLIMITED);
    account.change(RetryBudget.DEFAULT);

    drawSome(10_000);
  }

  private void drawSome(int retries) {
    for (int i = 0; i < retries; i++) {
      assertThat(account.draw()).isTrue();
    }
  }
}
