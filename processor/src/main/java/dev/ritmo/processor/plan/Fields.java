package dev.ritmo.processor.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The fields of one mapping in the file, each name once, in the order of the file. */
final class Fields {

  private final Node node;
  private final String subject;
  private final Map<String, Field> byName = new LinkedHashMap<>();
  private final Problems problems;

  /**
   * A name and its value.
   *
   * @param at the node of the name
   */
  record Field(String name, Node at, Node value) {}

  private Fields(Node node, String subject, Problems problems) {
    this.node = node;
    this.subject = subject;
    this.problems = problems;
  }

  /**
   * The fields of a node; empty if it is not a mapping, which is reported.
   *
   * @param subject what it describes, in messages: {@code the account openai}
   */
  static Fields of(Node node, String subject, Problems problems) {
    Fields fields = new Fields(node, subject, problems);
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(fields::add);
    } else {
      problems.add(
          node,
          subject + " must consist of fields",
          "is " + described(node),
          "write its fields below it, each as name: value");
    }
    return fields;
  }

  private void add(NodeTuple tuple) {
    Node key = tuple.getKeyNode();
    if (!(key instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      problems.add(
          key,
          "the names in " + subject + " must be text",
          "one is " + described(key),
          "write a plain name");
      return;
    }
    String name = scalar.getValue();
    Field first = byName.putIfAbsent(name, new Field(name, key, tuple.getValueNode()));
    if (first != null) {
      problems.add(
          key,
          subject + " must have " + name + " once",
          "has it on line " + Problems.lineOf(first.at()) + " already",
          "keep one of them");
    }
  }

  /** Reports all fields except these. */
  Fields allowOnly(List<String> names) {
    Set<String> allowed = Set.copyOf(names);
    for (Field field : byName.values()) {
      if (!allowed.contains(field.name())) {
        problems.add(
            field.at(),
            subject + " must have known fields only",
            "has " + field.name(),
            "write one of " + String.join(", ", names) + ", or leave it out");
      }
    }
    return this;
  }

  /** The field; a missing one is reported. */
  Optional<Field> require(String name, String fix) {
    if (node instanceof MappingNode && !byName.containsKey(name)) {
      problems.add(node, subject + " must have " + name, "has none", fix);
    }
    return find(name);
  }

  /** The field, if present. */
  Optional<Field> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All fields. */
  List<Field> all() {
    return List.copyOf(byName.values());
  }

  /** The text of a field; any other value is reported. */
  Optional<String> text(Field field) {
    if (field.value() instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue());
    }
    problems.add(
        field.value(),
        field.name() + " of " + subject + " must be text",
        "is " + described(field.value()),
        "write a name");
    return Optional.empty();
  }

  /** The kind of a node, for messages. */
  static String described(Node node) {
    if (node instanceof MappingNode) {
      return "a group of fields";
    }
    if (node instanceof SequenceNode) {
      return "a list";
    }
    boolean isNothing =
        node.getTag().equals(Tag.NULL)
            || (node instanceof ScalarNode scalar && scalar.getValue().isBlank());
    return isNothing ? "empty" : "\"" + ((ScalarNode) node).getValue() + "\"";
  }
}
