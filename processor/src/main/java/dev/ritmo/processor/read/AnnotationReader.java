package dev.ritmo.processor.read;

import com.google.auto.common.AnnotationMirrors;
import com.google.auto.common.AnnotationValues;
import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.model.FailureType;
import dev.ritmo.processor.model.Place;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.Setting;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Reads one of our annotations from its mirror. */
final class AnnotationReader {

  private final Place place;

  private AnnotationReader(Place place) {
    this.place = place;
  }

  /** The {@code @RateLimited} on the element of this name, if there is one. */
  static @Nullable RateLimit rateLimit(Element element, String name) {
    AnnotationReader reader = on(element, AnnotationNames.RATE_LIMITED, name);
    return reader == null ? null : reader.rateLimit();
  }

  /** The {@code @RetryOnRateLimit} on the element of this name, if there is one. */
  static @Nullable Retry retry(Element element, String name) {
    AnnotationReader reader = on(element, AnnotationNames.RETRY_ON_RATE_LIMIT, name);
    return reader == null ? null : reader.retry();
  }

  private static @Nullable AnnotationReader on(Element element, String annotation, String name) {
    AnnotationMirror mirror = MoreElements.getAnnotationMirror(element, annotation).orNull();
    if (mirror == null) {
      return null;
    }
    String shown = "@" + mirror.getAnnotationType().asElement().getSimpleName();
    return new AnnotationReader(new Place(shown, element, mirror, name));
  }

  private RateLimit rateLimit() {
    return new RateLimit(
        place,
        setting(AnnotationNames.CALLS, AnnotationValues::getInt),
        setting(AnnotationNames.PERIOD, AnnotationValues::getLong),
        setting(AnnotationNames.UNIT, AnnotationReader::timeUnit),
        setting(AnnotationNames.LIMITER, AnnotationValues::getString),
        setting(AnnotationNames.MAX_WAIT, AnnotationValues::getLong));
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
