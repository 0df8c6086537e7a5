package dev.ritmo.benchmarks.provider;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccidentTest {

  private static final long P = 1000;
  private static final Counting FIVE = Counting.sliding(5, P);

  @Test
  void rejectsAStrayWithoutCountingIt() {
    Account account = account(new Accident.Stray(2));
    assertThat(admitted(account, 0, 6)).isEqualTo(List.of(true, true, false, true, true, true));
    assertThat(admitted(account, 10, 1)).isEqualTo(List.of(false));
  }

  @Test
  void rejectsTheFirstRequestFromATimeOn() {
    Account account = account(new Accident.StrayAt(3));
    assertThat(admitted(account, 0, 5)).isEqualTo(List.of(true, true, true, false, true));
  }

  @Test
  void rejectsEverythingInAnOutage() {
    Account account = account(new Accident.Outage(2, 4));
    assertThat(admitted(account, 0, 6)).isEqualTo(List.of(true, true, false, false, true, true));
    assertThat(account(new Accident.Outage(2, 4)).refusal(2, 1, 0, 0)).isEqualTo(2);
  }

  @Test
  void lowersTheLimitsForATime() {
    Account account = account(new Accident.Cut(0.6, 0, 100));
    assertThat(admitted(account, 0, 3)).isEqualTo(List.of(true, true, false));
    assertThat(account.refusal(50, 1, 0, 0)).isEqualTo(50); // when the limit changes
    assertThat(admitted(account, 100, 4)).isEqualTo(List.of(true, true, true, false));
  }

  @Test
  void letsANeighbourTakeItsShare() {
    Account account = account(new Accident.Flow(10, 1, 0, 30));
    assertThat(admitted(account, 40, 3)).isEqualTo(List.of(true, true, false));
  }

  @Test
  void letsANeighbourInsistOnManyAtOnce() {
    Account account = account(new Accident.Flow(P, 5, P / 2, 100 * P));
    assertThat(admitted(account, 0, 5)).doesNotContain(false);
    long halfASecond = 500_000_000; // far more than the period: it tries again, and is served
    assertThat(admitted(account, halfASecond + 10 * P, 5)).contains(true);
  }

  @Test
  void rejectsAShareOfRequestsTheSameForEverybody() {
    Accident noise = new Accident.Noise(0.2);
    Counting unlimited = Counting.sliding(1_000_000, 1);
    List<Boolean> first = admitted(new Account(unlimited, List.of(noise), 1), 0, 10_000);
    List<Boolean> second = admitted(new Account(unlimited, List.of(noise), 1), 0, 10_000);
    List<Boolean> other = admitted(new Account(unlimited, List.of(noise), 2), 0, 10_000);
    assertThat(first).isEqualTo(second);
    assertThat(first).isNotEqualTo(other);
    long rejected = first.stream().filter(isAdmitted -> !isAdmitted).count();
    assertThat(rejected).isAtLeast(1900);
    assertThat(rejected).isAtMost(2100);
  }

  @Test
  void rejectsAShareForATime() {
    Accident half = new Accident.BrownOut(0.5, 100, 200);
    Counting unlimited = Counting.sliding(1_000_000, 1);
    List<Boolean> all = admitted(new Account(unlimited, List.of(half), 1), 0, 300);
    assertThat(all.subList(0, 100)).doesNotContain(false);
    assertThat(all.subList(100, 200)).contains(false);
    assertThat(all.subList(200, 300)).doesNotContain(false);
  }

  @Test
  void answersAShareOfRequestsLate() {
    Account account = account(new Accident.Slow(1, 70, 10, 20));
    assertThat(account.delay(9, 0, 0)).isEqualTo(0);
    assertThat(account.delay(10, 0, 0)).isEqualTo(70);
    assertThat(account.delay(20, 0, 0)).isEqualTo(0);
    assertThat(account(new Accident.Slow(0, 70, 10, 20)).delay(10, 0, 0)).isEqualTo(0);
  }

  private static Account account(Accident accident) {
    return new Account(FIVE, List.of(accident), 1);
  }

  private static List<Boolean> admitted(Account account, long from, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> account.refusal(from + i, 1, i, 0) == 0)
        .toList();
  }
}
