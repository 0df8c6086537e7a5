package dev.ritmo.processor.model;

import java.util.Objects;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * A method with at least one of the annotations, its own or that of its type.
 *
 * @param element the method
 * @param signature its signature at run time: {@code ask(java.lang.String,com.acme.Outer$Inner)}
 * @param shown its signature for users: {@code ask(String,com.acme.Outer.Inner)}
 * @param limits its limits
 * @param retry its retries
 * @param isDeferred whether an adapter of its return type makes the calls
 * @param arguments how its calls depend on their arguments
 */
public record GovernedMethod(
    ExecutableElement element,
    String signature,
    String shown,
    @Nullable RateLimits limits,
    @Nullable Retry retry,
    boolean isDeferred,
    FromArguments arguments) {

  /** The name of its limiter: that of the limit, or else of the place of the retry. */
  public String limiterName() {
    return limits != null ? limits.limiterName() : Objects.requireNonNull(retry).place().name();
  }

  /** Whether it has no body that could be woven. */
  public boolean isAbstract() {
    return element.getModifiers().contains(Modifier.ABSTRACT);
  }

  /** Its name for users, with its type: {@code com.acme.Summaries.ask(String)}. */
  public String qualifiedName() {
    return element.getEnclosingElement() + "." + shown;
  }

  /** The same with another signature, of a method that represents it. */
  public GovernedMethod withSignature(String other) {
    return new GovernedMethod(element, other, shown, limits, retry, isDeferred, arguments);
  }

  /** The subject of a finding about it. */
  public String subject() {
    Place place = place();
    return place.isType()
        ? place.annotation() + " on " + place.name() + ": method " + shown
        : place.annotation() + " method " + shown;
  }

  /** Its own annotation; the method itself if it is only governed through its type. */
  public Position position() {
    Place place = place();
    return place.isType() ? Position.of(element) : place.position();
  }

  /** The place of the annotation that governs it, its own before that of its type. */
  private Place place() {
    boolean retriedItself = retry != null && !retry.place().isType();
    return limits == null || (limits.place().isType() && retriedItself)
        ? Objects.requireNonNull(retry).place()
        : limits.place();
  }
}
