package dev.ritmo.adapter.reactor.core.publisher;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What governs the methods of {@code Answers}, as the processor writes it. */
@SuppressWarnings("unused") // found by its name
final class Answers_Ritmo implements GovernedType {

  private static final Limit CALLS = Limit.calls(3, 60, TimeUnit.SECONDS);
  private static final RetrySettings RETRY =
      RetrySettings.DEFAULT.delays(1, 60, TimeUnit.SECONDS).jitter(0);

  @Override
  public List<GovernedMethod> methods() {
    return List.of(
        answer("many(java.lang.String)").retry(RETRY),
        answer("nothing(java.util.List)"),
        GovernedMethod.of("ofUser(java.lang.String)", "perUser")
            .perKey(arguments -> key(arguments[0]), Limit.calls(1, 60, TimeUnit.SECONDS))
            .deferred(),
        answer("one(java.lang.String)").retry(RETRY),
        GovernedMethod.of("unadapted()", "unadapted", CALLS).deferred(),
        GovernedMethod.of("unseen()", "unseen", CALLS));
  }

  private static Object key(Object user) {
    if (user.equals("nobody")) {
      throw new IllegalArgumentException("nobody has no key");
    }
    return user;
  }

  private static GovernedMethod answer(String signature) {
    return GovernedMethod.of(signature, "answers", CALLS, Limit.concurrent(1)).deferred();
  }
}
