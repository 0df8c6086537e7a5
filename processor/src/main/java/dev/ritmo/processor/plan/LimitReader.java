package dev.ritmo.processor.plan;

import dev.ritmo.processor.model.Amount;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.PlanEntry.Limit;
import dev.ritmo.processor.plan.Fields.Field;
import dev.ritmo.rules.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads one item in the list of limits of a model: amounts of one or more dimensions, with the
 * period that they share. Names, units and defaults are those of {@code @RateLimited}.
 */
final class LimitReader {

  private static final long DEFAULT_PERIOD = 60;
  private static final String PERIOD = "period";
  private static final String UNIT = "unit";

  private static final List<String> DIMENSIONS =
      Stream.of(Dimension.values()).map(Dimension::element).toList();
  private static final List<String> NAMES =
      Stream.concat(DIMENSIONS.stream(), Stream.of(PERIOD, UNIT)).toList();

  private final Fields fields;
  private final Problems problems;

  private LimitReader(Fields fields, Problems problems) {
    this.fields = fields;
    this.problems = problems;
  }

  /** The limits of one item; empty if it has any problem. */
  static List<Limit> read(Node item, String model, Problems problems) {
    String subject = "a limit of " + model;
    Fields fields = Fields.of(item, subject, problems).allowOnly(NAMES);
    return new LimitReader(fields, problems).limits(item, subject);
  }

  private List<Limit> limits(Node item, String subject) {
    Optional<TimeUnit> unit =
        fields.find(UNIT).map(this::unit).orElse(Optional.of(TimeUnit.SECONDS));
    Optional<Long> period =
        fields
            .find(PERIOD)
            .map(field -> period(field, unit.orElse(TimeUnit.SECONDS)))
            .orElse(Optional.of(DEFAULT_PERIOD));
    List<Limit> limits = new ArrayList<>();
    boolean isEmpty = true;
    boolean isPerPeriod = false;
    for (Dimension dimension : Dimension.values()) {
      Optional<Field> field = fields.find(dimension.element());
      isEmpty &= field.isEmpty();
      isPerPeriod |= field.isPresent() && dimension.isPerPeriod();
      field
          .flatMap(found -> number(found, dimension.least(), dimension.most()))
          .flatMap(amount -> limit(dimension, amount, period, unit))
          .map(amount -> new Limit(amount, Problems.lineOf(field.get().at())))
          .filter(limit -> canBeToldApart(limit, field.get().value()))
          .ifPresent(limits::add);
    }
    if (isEmpty && !fields.all().isEmpty()) {
      problems.add(
          item,
          subject + " must have an amount",
          "has none",
          "write one of " + String.join(", ", DIMENSIONS));
    }
    if (!isEmpty && !isPerPeriod) {
      Stream.of(PERIOD, UNIT)
          .flatMap(name -> fields.find(name).stream())
          .forEach(
              field ->
                  problems.add(
                      field.at(),
                      field.name() + " must stand beside " + Dimension.wordsPerPeriod(),
                      "stands beside concurrent alone",
                      "leave it out"));
    }
    return limits;
  }

  /**
   * Empty if the period or its unit is invalid, because comparing it would report the same problem
   * again.
   */
  private static Optional<Amount> limit(
      Dimension dimension, long amount, Optional<Long> period, Optional<TimeUnit> unit) {
    return dimension.isPerPeriod()
        ? period.flatMap(length -> unit.map(in -> Amount.perPeriod(dimension, amount, length, in)))
        : Optional.of(Amount.atOnce(amount));
  }

  private boolean canBeToldApart(Limit limit, Node value) {
    Amount amount = limit.amount();
    boolean tooDense =
        amount.dimension() == Dimension.CALLS
            && !Bounds.canBeToldApart(amount.amount(), amount.periodNanos());
    if (tooDense) {
      problems.add(
          value,
          "calls must be at most one in a nanosecond, which is what the clock can tell apart",
          "is " + amount.amount() + " in " + amount.period() + " " + amount.unit(),
          "write a longer period");
    }
    return !tooDense;
  }

  private Optional<Long> period(Field field, TimeUnit unit) {
    return number(field, 1, unit.convert(Bounds.MAX_NANOS, TimeUnit.NANOSECONDS));
  }

  /** A unit may be written as in Java, or in lower case. */
  private Optional<TimeUnit> unit(Field field) {
    Optional<String> written = fields.text(field);
    Optional<TimeUnit> unit = written.flatMap(LimitReader::unitNamed);
    if (written.isPresent() && unit.isEmpty()) {
      problems.add(
          field.value(),
          "unit must be a unit of time",
          "is " + Fields.described(field.value()),
          "write one of "
              + String.join(", ", Stream.of(TimeUnit.values()).map(LimitReader::name).toList()));
    }
    return unit;
  }

  private static Optional<TimeUnit> unitNamed(String name) {
    return Stream.of(TimeUnit.values())
        .filter(unit -> name(unit).equals(name) || unit.name().equals(name))
        .findFirst();
  }

  private static String name(TimeUnit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }

  private Optional<Long> number(Field field, long least, long most) {
    Node value = field.value();
    Optional<Long> number =
        value instanceof ScalarNode scalar && scalar.isPlain()
            ? parse(scalar.getValue())
            : Optional.empty();
    if (number.filter(found -> found >= least && found <= most).isEmpty()) {
      problems.add(
          value,
          field.name() + " must be a whole number from " + least + " to " + most,
          "is " + Fields.described(value),
          "write what the provider grants");
      return Optional.empty();
    }
    return number;
  }

  /** Digits, with underscores between them as in Java. */
  private static Optional<Long> parse(String text) {
    if (!text.matches("-?\\d+(_+\\d+)*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(text.replace("_", "")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
