package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.DecoratedMethod;
import dev.ritmo.processor.model.Decorator;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.KeyPath;
import dev.ritmo.processor.model.Retry;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The limits of inherited methods are accessible from the package of the interface, and are known:
 * a class file may lack the parameter names with which keys begin.
 */
public final class InheritedLimitsAreInReach implements Rule<Decorator> {

  @Override
  public void check(Decorator decorator, Findings findings) {
    Reach reach = Reach.from(decorator.of().element());
    for (DecoratedMethod method : decorator.methods()) {
      GovernedMethod governed = method.governed();
      if (governed != null) {
        Stream.of(ofKey(governed.arguments().key(), reach), ofRetry(governed.retry(), reach))
            .flatMap(Optional::stream)
            .findFirst()
            .ifPresent(
                obstacle ->
                    ClosedInterface.report(
                        decorator,
                        "inherits " + governed.qualifiedName() + ", " + obstacle,
                        findings));
      }
    }
  }

  private static Optional<String> ofKey(@Nullable KeyPath key, Reach reach) {
    if (key == null) {
      return Optional.empty();
    }
    if (key.parameter() == null) {
      return Optional.of(
          "whose key "
              + key.text()
              + " begins with a parameter, which only a class file made with -parameters names");
    }
    return reach.obstacle(key).map(obstacle -> "in whose key " + obstacle);
  }

  private static Optional<String> ofRetry(@Nullable Retry retry, Reach reach) {
    return retry == null
        ? Optional.empty()
        : retry.failureTypes().stream()
            .flatMap(
                failure ->
                    reach.obstacle(failure.type()).stream()
                        .map(obstacle -> "in whose " + failure.element() + " " + obstacle))
            .findFirst();
  }
}
