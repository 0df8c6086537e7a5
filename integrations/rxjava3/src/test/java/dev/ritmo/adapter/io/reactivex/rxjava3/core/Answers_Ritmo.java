package dev.ritmo.adapter.io.reactivex.rxjava3.core;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What governs the methods of {@code Answers}, as the processor writes it. */
@SuppressWarnings("unused") // found by its name
final class Answers_Ritmo implements GovernedType {

  @Override
  public List<GovernedMethod> methods() {
    return Stream.of("completable", "flowable", "maybe", "nothing", "observable", "single")
        .map(name -> answer(name + "()"))
        .toList();
  }

  private static GovernedMethod answer(String signature) {
    return GovernedMethod.of(
            signature, "answers", Limit.calls(10, 60, TimeUnit.SECONDS), Limit.concurrent(1))
        .retry(RetrySettings.DEFAULT.delays(1, 60, TimeUnit.SECONDS).jitter(0))
        .deferred();
  }
}
