package dev.ritmo.processor.plan;

import dev.ritmo.processor.model.Amount;
import dev.ritmo.processor.model.PlanEntry;
import dev.ritmo.processor.model.PlanEntry.Limit;
import dev.ritmo.processor.plan.Fields.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one account: its tiers, all of which are checked, and the one in force. */
final class AccountReader {

  private final String account;
  private final Fields fields;
  private final Problems problems;

  private AccountReader(String account, Fields fields, Problems problems) {
    this.account = account;
    this.fields = fields;
    this.problems = problems;
  }

  /** The limits of the account for each model in this environment. */
  static List<PlanEntry> read(Field account, Optional<String> environment, Problems problems) {
    Fields fields =
        Fields.of(account.value(), "the account " + account.name(), problems)
            .allowOnly(List.of("provider", "tier", Environments.NAME, "tiers"));
    return new AccountReader(account.name(), fields, problems).entries(environment);
  }

  private List<PlanEntry> entries(Optional<String> environment) {
    fields.find("provider").ifPresent(fields::text);
    Map<String, List<PlanEntry>> byTier = new LinkedHashMap<>();
    fields
        .require("tiers", "write the limits of each tier below tiers")
        .ifPresent(tiers -> readTiers(tiers, byTier));
    Optional<Field> standard = fields.require("tier", "write the tier that is in force");
    List<Field> elsewhere = environments();
    standard.ifPresent(field -> checkTier(field, byTier));
    elsewhere.forEach(field -> checkTier(field, byTier));
    return elsewhere.stream()
        .filter(field -> environment.filter(field.name()::equals).isPresent())
        .findFirst()
        .or(() -> standard)
        .flatMap(AccountReader::tierOf)
        .map(tier -> byTier.getOrDefault(tier, List.of()))
        .orElse(List.of());
  }

  private List<Field> environments() {
    return fields
        .find(Environments.NAME)
        .map(field -> Fields.of(field.value(), "environments of " + account, problems).all())
        .orElse(List.of());
  }

  private static Optional<String> tierOf(Field field) {
    return field.value() instanceof ScalarNode scalar
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  private void checkTier(Field field, Map<String, List<PlanEntry>> byTier) {
    Optional<String> tier = fields.text(field);
    if (tier.isPresent() && !byTier.isEmpty() && !byTier.containsKey(tier.get())) {
      problems.add(
          field.value(),
          field.name() + " of the account " + account + " must be one of its tiers",
          "is \"" + tier.get() + "\"",
          "write one of " + String.join(", ", byTier.keySet()) + ", or add the tier");
    }
  }

  private void readTiers(Field tiers, Map<String, List<PlanEntry>> byTier) {
    Fields all = Fields.of(tiers.value(), "tiers of " + account, problems);
    for (Field tier : all.all()) {
      Fields models =
          Fields.of(tier.value(), "the tier " + tier.name() + " of " + account, problems);
      byTier.put(tier.name(), models.all().stream().map(this::entry).toList());
    }
  }

  private PlanEntry entry(Field model) {
    Names.check(model, problems);
    List<Limit> limits = new ArrayList<>();
    if (model.value() instanceof SequenceNode list && !list.getValue().isEmpty()) {
      for (Node item : list.getValue()) {
        limits.addAll(LimitReader.read(item, model.name(), problems));
      }
    } else {
      problems.add(
          model.value(),
          model.name() + " must have a list of limits",
          "is " + Fields.described(model.value()),
          "write each limit below it, as - calls: 500");
    }
    checkPeriods(model, limits);
    return new PlanEntry(account + "/" + model.name(), List.copyOf(limits));
  }

  /** Reports two limits of the same dimension and period, because only the smaller would matter. */
  private void checkPeriods(Field model, List<Limit> limits) {
    Map<String, Limit> firstByCounted = new HashMap<>();
    for (Limit limit : limits) {
      Amount amount = limit.amount().inCoarsestUnit();
      Limit first = firstByCounted.putIfAbsent(amount.counted(), limit);
      if (first != null) {
        problems.add(
            limit.line(),
            model.name() + " must have one limit of " + amount.counted(),
            "has one on line " + first.line() + " already",
            "write another period, or keep the smaller one");
      }
    }
  }
}
