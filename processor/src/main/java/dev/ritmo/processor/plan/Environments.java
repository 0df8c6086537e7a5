package dev.ritmo.processor.plan;

import dev.ritmo.processor.plan.Fields.Field;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** The environments of an account, each with its tier in force. */
final class Environments {

  static final String NAME = "environments";

  private Environments() {}

  /** Their names; problems are reported where the account is read. */
  static List<String> of(Field account) {
    Problems reportedElsewhere = new Problems();
    return Fields.of(account.value(), "", reportedElsewhere)
        .find(NAME)
        .map(Field::value)
        .map(value -> names(value, reportedElsewhere))
        .orElse(List.of());
  }

  private static List<String> names(Node environments, Problems problems) {
    return Fields.of(environments, "", problems).all().stream().map(Field::name).toList();
  }
}
