package dev.ritmo.processor.read;

import com.google.auto.common.AnnotationMirrors;
import com.google.auto.common.AnnotationValues;
import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.FailureType;
import dev.ritmo.processor.model.OverridingElement;
import dev.ritmo.processor.model.Place;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.Setting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/** Reads our annotations from their mirrors. */
final class AnnotationReader {

  private static final String LIMITED = "@RateLimited";
  private static final String RETRIED = "@RetryOnRateLimit";

  private final Place place;
  private final Map<String, AnnotationValue> values = new HashMap<>();
  private final Set<String> written = new HashSet<>();

  /**
   * @param place the place for findings
   * @param mirror the annotation of ours
   * @param overrides the values that replace its own
   */
  private AnnotationReader(
      Place place, AnnotationMirror mirror, Map<String, AnnotationValue> overrides) {
    this.place = place;
    AnnotationMirrors.getAnnotationValuesWithDefaults(mirror)
        .forEach((element, value) -> values.put(nameOf(element), value));
    mirror.getElementValues().keySet().forEach(element -> written.add(nameOf(element)));
    values.putAll(overrides);
    written.addAll(overrides.keySet());
  }

  /**
   * The limits of the element of this name: all {@code @RateLimited} on it as one, and each
   * annotation that carries some; more than one is an error.
   */
  static List<RateLimits> rateLimits(Element element, String name) {
    List<RateLimits> all = new ArrayList<>();
    RateLimits own = ownRateLimits(element, name);
    if (own != null) {
      all.add(own);
    }
    for (AnnotationMirror use : composed(element)) {
      List<RateLimit> limits =
          carriedBy(use, AnnotationNames.RATE_LIMITED)
              .map(ours -> composed(LIMITED, element, use, ours, name).rateLimit())
              .toList();
      if (!limits.isEmpty()) {
        all.add(new RateLimits(limits.get(0).place(), limits));
      }
    }
    return all;
  }

  /** The retries of the element of this name; more than one is an error. */
  static List<Retry> retries(Element element, String name) {
    List<Retry> all = new ArrayList<>();
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (Composition.is(mirror, AnnotationNames.RETRY_ON_RATE_LIMIT)) {
        all.add(own(RETRIED, element, mirror, name).retry());
      }
    }
    for (AnnotationMirror use : composed(element)) {
      carriedBy(use, AnnotationNames.RETRY_ON_RATE_LIMIT)
          .map(ours -> composed(RETRIED, element, use, ours, name).retry())
          .forEach(all::add);
    }
    return all;
  }

  private static @Nullable RateLimits ownRateLimits(Element element, String name) {
    List<RateLimit> limits = new ArrayList<>();
    Place container = null;
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (Composition.is(mirror, AnnotationNames.RATE_LIMITED)) {
        limits.add(own(LIMITED, element, mirror, name).rateLimit());
      } else if (Composition.is(mirror, AnnotationNames.RATE_LIMITED_LIST)) {
        container = new Place(LIMITED + ".List", element, mirror, name);
        for (AnnotationMirror repeated : Composition.valuesOf(mirror)) {
          limits.add(own(LIMITED, element, repeated, name).rateLimit());
        }
      }
    }
    if (!limits.isEmpty()) {
      return new RateLimits(limits.get(0).place(), limits);
    }
    return container == null ? null : new RateLimits(container, limits);
  }

  /** The annotations on the element that may carry ours; one level only. */
  private static List<? extends AnnotationMirror> composed(Element element) {
    return element.getKind() == ElementKind.ANNOTATION_TYPE
        ? List.of()
        : element.getAnnotationMirrors();
  }

  private static Stream<AnnotationMirror> carriedBy(AnnotationMirror use, String annotation) {
    return Composition.carriedBy(use.getAnnotationType().asElement()).stream()
        .filter(ours -> Composition.is(ours, annotation));
  }

  /** A reader of an annotation on the element itself, which may be an annotation type. */
  private static AnnotationReader own(
      String shown, Element element, AnnotationMirror mirror, String name) {
    if (element.getKind() != ElementKind.ANNOTATION_TYPE) {
      return new AnnotationReader(new Place(shown, element, mirror, name), mirror, Map.of());
    }
    List<ExecutableElement> overriding =
        Composition.overridingElements(element).stream().map(OverridingElement::element).toList();
    return new AnnotationReader(
        new Place(shown, element, mirror, name, overriding),
        mirror,
        Composition.overrides(element, null, mirror));
  }

  /** A reader of an annotation that another one carries, as if it were in its place. */
  private static AnnotationReader composed(
      String shown, Element element, AnnotationMirror use, AnnotationMirror ours, String name) {
    Element annotation = use.getAnnotationType().asElement();
    String origin = "@" + annotation.getSimpleName() + " (with " + shown + ")";
    return new AnnotationReader(
        new Place(origin, element, use, name), ours, Composition.overrides(annotation, use, ours));
  }

  private RateLimit rateLimit() {
    return new RateLimit(
        place,
        amounts(),
        setting(AnnotationNames.BURST, AnnotationValues::getInt),
        setting(AnnotationNames.PERIOD, AnnotationValues::getLong),
        setting(AnnotationNames.UNIT, AnnotationReader::timeUnit),
        setting(AnnotationNames.LIMITER, AnnotationValues::getString),
        setting(AnnotationNames.KEY, AnnotationValues::getString),
        setting(AnnotationNames.MAX_WAIT, AnnotationValues::getLong),
        setting(AnnotationNames.PLAN, AnnotationValues::getString),
        false);
  }

  private Map<Dimension, Setting<Long>> amounts() {
    Map<Dimension, Setting<Long>> amounts = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      Setting<Long> amount = setting(dimension.element(), AnnotationReader::wholeNumber);
      if (amount.isWritten()) {
        amounts.put(dimension, amount);
      }
    }
    return amounts;
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
    AnnotationValue value = value(element);
    return new Setting<>(read.apply(value), written.contains(element) ? value : null);
  }

  private AnnotationValue value(String element) {
    return Objects.requireNonNull(values.get(element), element);
  }

  private List<FailureType> failureTypes(String element) {
    AnnotationValue array = value(element);
    List<AnnotationValue> types = AnnotationValues.getAnnotationValues(array);
    return types.stream()
        .map(
            value ->
                new FailureType(
                    element,
                    MoreTypes.asTypeElement(AnnotationValues.getTypeMirror(value)),
                    // javac does not find the position of a single value without braces
                    types.size() == 1 ? array : value))
        .toList();
  }

  private static String nameOf(ExecutableElement element) {
    return element.getSimpleName().toString();
  }

  /** The value of an int or a long. */
  private static Long wholeNumber(AnnotationValue value) {
    return ((Number) value.getValue()).longValue();
  }

  private static TimeUnit timeUnit(AnnotationValue value) {
    return TimeUnit.valueOf(AnnotationValues.getEnum(value).getSimpleName().toString());
  }
}
