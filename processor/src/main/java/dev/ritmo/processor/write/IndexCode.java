package dev.ritmo.processor.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import dev.ritmo.processor.model.Amount;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.PlanEntry;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.RuntimeTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The index of a generated class: its methods, and what others need to know about its limiters. */
final class IndexCode {

  private IndexCode() {}

  /**
   * The annotation.
   *
   * @param planDigest the digest of the plan file
   */
  static AnnotationSpec of(GovernedType type, List<GovernedMethod> methods, String planDigest) {
    AnnotationSpec.Builder index =
        AnnotationSpec.builder(RuntimeTypes.GOVERNS).addMember("type", "$S", type.binaryName());
    methods.forEach(method -> index.addMember("methods", "$S", method.signature()));
    type.spared().stream().sorted().forEach(spared -> index.addMember("spared", "$S", spared));
    Map<String, RateLimits> limiters = new TreeMap<>();
    methods.stream()
        .flatMap(method -> Stream.ofNullable(method.limits()))
        .filter(limits -> limits.naming().isPresent() || limits.entry() != null)
        .forEach(limits -> limiters.putIfAbsent(limits.limiterName(), limits));
    if (!limiters.isEmpty()) {
      index.addMember("limiters", all(limiters.values().stream().map(IndexCode::limiter).toList()));
    }
    if (limiters.values().stream().anyMatch(limits -> limits.entry() != null)) {
      index.addMember("planDigest", "$S", planDigest);
    }
    return index.build();
  }

  /** JavaPoet indents the value of a member once more than its name. */
  private static CodeBlock all(List<CodeBlock> limiters) {
    return limiters.size() == 1
        ? CodeBlock.of("$<$<$L$>$>", limiters.get(0))
        : CodeBlock.of("{\n$L$<$<\n}$>$>", CodeBlock.join(limiters, ",\n"));
  }

  private static CodeBlock limiter(RateLimits limits) {
    List<CodeBlock> members = new ArrayList<>();
    members.add(CodeBlock.of("name = $S", limits.limiterName()));
    PlanEntry entry = limits.entry();
    if (entry != null) {
      members.add(CodeBlock.of("plan = $S", entry.name()));
    }
    members.add(
        array(
            "limits",
            Stream.concat(shown(limits.overall(), ""), shown(limits.perKey(), " per key"))));
    if (entry != null) {
      List<PlanEntry.Draw> draws = entry.drawnBy(limits.overall().amounts());
      members.add(array("draws", draws.stream().map(IndexCode::shown)));
    }
    return CodeBlock.of(
        "@$T(\n$>$>$L$<$<\n)",
        RuntimeTypes.GOVERNS_LIMITER,
        members.stream().collect(CodeBlock.joining(",\n")));
  }

  private static CodeBlock array(String member, Stream<String> texts) {
    return CodeBlock.of(
        "$L = {\n$>$>$L$<$<\n}",
        member,
        texts.map(text -> CodeBlock.of("$S", text)).collect(CodeBlock.joining(",\n")));
  }

  private static Stream<String> shown(RateLimits limits, String suffix) {
    return limits.amounts().stream()
        .map(Amount::inCoarsestUnit)
        .map(amount -> amount.shown() + suffix);
  }

  private static String shown(PlanEntry.Draw draw) {
    Amount amount = draw.limit().amount();
    return draw.taken() + " of " + amount.amount() + " " + amount.inCoarsestUnit().counted();
  }
}
