package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** Alibaba DashScope and its Qwen models. */
final class DashScope implements FailureClassifier {

  private static final Codes CODES =
      new Codes()
          .mean(
              Kind.REJECTED,
              Reason.RATE,
              "throttling.ratequota",
              "throttling.allocationquota",
              "throttling.burstrate",
              "limitrequests",
              "limit_requests",
              "limit_burst_rate")
          .useless(Reason.SPEND, "arrearage", "allocationquota.freetieronly", "prepaidbilloverdue")
          .useless(Reason.CONTENT, "datainspectionfailed", "data_inspection_failed")
          .useless(Reason.CREDENTIALS, "invalidapikey", "accessdenied.unpurchased")
          .useless(Reason.MODEL, "modelnotfound", "model_not_supported");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    return CODES.in(answer);
  }
}
