package dev.ritmo.processor.read;

import com.google.auto.common.AnnotationMirrors;
import com.google.auto.common.AnnotationValues;
import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.model.FailureType;
import dev.ritmo.processor.model.Place;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Reads our annotations from their mirrors. */
final class AnnotationReader {

  private static final String LIMITED = "@RateLimited";
  private static final String RETRIED = "@RetryOnRateLimit";

  private final Place place;

  private AnnotationReader(Place place) {
    this.place = place;
  }

  /** Every {@code @RateLimited} on the element of this name, if there is one. */
  static @Nullable RateLimits rateLimits(Element element, String name) {
    List<RateLimit> limits = new ArrayList<>();
    Place container = null;
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (is(mirror, AnnotationNames.RATE_LIMITED)) {
        limits.add(new AnnotationReader(new Place(LIMITED, element, mirror, name)).rateLimit());
      } else if (is(mirror, AnnotationNames.RATE_LIMITED_LIST)) {
        container = new Place(LIMITED + ".List", element, mirror, name);
        for (AnnotationMirror repeated : valuesOf(mirror)) {
          limits.add(new AnnotationReader(new Place(LIMITED, element, repeated, name)).rateLimit());
        }
      }
    }
    if (!limits.isEmpty()) {
      return new RateLimits(limits.get(0).place(), limits);
    }
    return container == null ? null : new RateLimits(container, limits);
  }

  /** The {@code @RetryOnRateLimit} on the element of this name, if there is one. */
  static @Nullable Retry retry(Element element, String name) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (is(mirror, AnnotationNames.RETRY_ON_RATE_LIMIT)) {
        return new AnnotationReader(new Place(RETRIED, element, mirror, name)).retry();
      }
    }
    return null;
  }

  private static boolean is(AnnotationMirror mirror, String annotation) {
    return MoreTypes.asTypeElement(mirror.getAnnotationType())
        .getQualifiedName()
        .contentEquals(annotation);
  }

  private static List<AnnotationMirror> valuesOf(AnnotationMirror container) {
    AnnotationValue values = AnnotationMirrors.getAnnotationValue(container, AnnotationNames.VALUE);
    return AnnotationValues.getAnnotationMirrors(values);
  }

  private RateLimit rateLimit() {
    return new RateLimit(
        place,
        setting(AnnotationNames.CALLS, AnnotationValues::getInt),
        setting(AnnotationNames.BURST, AnnotationValues::getInt),
        setting(AnnotationNames.CONCURRENT, AnnotationValues::getInt),
        setting(AnnotationNames.TOKENS, AnnotationValues::getLong),
        setting(AnnotationNames.INPUT_TOKENS, AnnotationValues::getLong),
        setting(AnnotationNames.OUTPUT_TOKENS, AnnotationValues::getLong),
        setting(AnnotationNames.PERIOD, AnnotationValues::getLong),
        setting(AnnotationNames.UNIT, AnnotationReader::timeUnit),
        setting(AnnotationNames.LIMITER, AnnotationValues::getString),
        setting(AnnotationNames.KEY, AnnotationValues::getString),
        setting(AnnotationNames.MAX_WAIT, AnnotationValues::getLong),
        setting(AnnotationNames.PLAN, AnnotationValues::getString),
        false);
  }

  private Retry retry() {
    return new Retry(
        place,
        setting(AnnotationNames.MAX_ATTEMPTS, AnnotationValues::getInt),
        setting(AnnotationNames.INITIAL_DELAY, AnnotationValues::getLong),
        setting(AnnotationNames.MAX_DELAY, AnnotationValues::getLong),
        setting(AnnotationNames.MULTIPLIER, AnnotationValues::getDouble),
        setting(AnnotationNames.JITTER, AnnotationValues::getDouble),
        setting(AnnotationNames.DEADLINE, AnnotationValues::getLong),
        setting(AnnotationNames.UNIT, AnnotationReader::timeUnit),
        failureTypes(AnnotationNames.RETRY_ON),
        failureTypes(AnnotationNames.ABORT_ON));
  }

  private <T> Setting<T> setting(String element, Function<AnnotationValue, T> read) {
    var entry = AnnotationMirrors.getAnnotationElementAndValue(place.mirror(), element);
    boolean written = place.mirror().getElementValues().containsKey(entry.getKey());
    AnnotationValue value = entry.getValue();
    return new Setting<>(read.apply(value), written ? value : null);
  }

  private List<FailureType> failureTypes(String element) {
    AnnotationValue array = AnnotationMirrors.getAnnotationValue(place.mirror(), element);
    List<AnnotationValue> values = AnnotationValues.getAnnotationValues(array);
    return values.stream()
        .map(
            value ->
                new FailureType(
                    element,
                    MoreTypes.asTypeElement(AnnotationValues.getTypeMirror(value)),
                    // javac does not find the position of a single value without braces
                    values.size() == 1 ? array : value))
        .toList();
  }

  private static TimeUnit timeUnit(AnnotationValue value) {
    return TimeUnit.valueOf(AnnotationValues.getEnum(value).getSimpleName().toString());
  }
}
