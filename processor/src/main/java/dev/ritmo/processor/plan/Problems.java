package dev.ritmo.processor.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects the problems of a plan file. */
final class Problems {

  private final List<PlanProblem> found = new ArrayList<>();

  void add(Node at, String rule, String observed, String fix) {
    add(lineOf(at), rule, observed, fix);
  }

  void add(int line, String rule, String observed, String fix) {
    found.add(new PlanProblem(line, rule, observed, fix));
  }

  List<PlanProblem> byLine() {
    return found.stream().sorted(Comparator.comparingInt(PlanProblem::line)).toList();
  }

  /** The line of a node, from 1. */
  static int lineOf(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
