package dev.ritmo.runtime.internal.limiter.feedback;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.LimitUse;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When it is reported that a limit is lowered, or kept in full again. */
final class InferredLimitReportsTest {

  private static final long SECOND = 1_000_000_000;
  private static final Limit DECLARED = Limit.calls(100, 60, TimeUnit.SECONDS);
  private static final Object ACCOUNT = "account";

  private final InferredLimitReports reports = new InferredLimitReports();

  private static List<LimitUse> kept(long calls) {
    Limit limit = Limit.calls((int) calls, 60, TimeUnit.SECONDS);
    return List.of(new LimitUse(DECLARED, new Inference.Inferred(limit, 0, 1, 0), 0, 0));
  }

  private static List<LimitUse> inFull() {
    return List.of(new LimitUse(DECLARED, null, 0, 0));
  }

  private List<LimitUse> report(long at, List<LimitUse> uses) {
    reports.inferred(at, ACCOUNT, () -> uses);
    return reports.due(at + SECOND);
  }

  @Test
  void aReportWaitsForASecond() {
    reports.inferred(0, ACCOUNT, () -> kept(50));

    assertThat(reports.arePending()).isTrue();
    assertThat(reports.due(SECOND - 1)).isEmpty();
    assertThat(reports.due(SECOND)).isEqualTo(kept(50));
    assertThat(reports.arePending()).isFalse();
  }

  @Test
  void theSameAccountWaitsOnce() {
    reports.inferred(0, ACCOUNT, () -> kept(50));
    reports.inferred(1, ACCOUNT, () -> kept(40));

    assertThat(reports.due(2 * SECOND)).isEqualTo(kept(50));
    assertThat(reports.due(2 * SECOND)).isEmpty();
  }

  @Test
  void onlyALowerLimitIsReportedAgain() {
    assertThat(report(0, kept(50))).isNotEmpty();
    assertThat(report(10 * SECOND, kept(50))).isEmpty();
    assertThat(report(20 * SECOND, kept(60))).isEmpty();
    assertThat(report(30 * SECOND, kept(40))).isNotEmpty();
  }

  @Test
  void aLimitThatIsKeptInFullAgainIsReportedOnce() {
    assertThat(report(0, inFull())).isEmpty();
    assertThat(report(10 * SECOND, kept(50))).isNotEmpty();
    assertThat(reports.haveLowered()).isTrue();
    assertThat(report(20 * SECOND, inFull())).isEqualTo(inFull());
    assertThat(reports.haveLowered()).isFalse();
    assertThat(report(30 * SECOND, inFull())).isEmpty();
  }
}
