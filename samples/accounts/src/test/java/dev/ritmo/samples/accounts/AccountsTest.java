package dev.ritmo.samples.accounts;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.Ritmo;
import org.junit.jupiter.api.Test;

final class AccountsTest {

  @Test
  void everyAccountDoesWhatItCan() throws Exception {
    Ritmo.reset();
    Accounts.Outcome outcome = Accounts.run();

    assertThat(outcome.answers()).isEqualTo(180);
    assertThat(outcome.served().keySet()).containsExactly("large", "medium", "small");
    assertThat(outcome.served().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(180);
    assertThat(outcome.served().get("large")).isGreaterThan(outcome.served().get("small"));
  }
}
