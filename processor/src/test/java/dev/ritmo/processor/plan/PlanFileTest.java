package dev.ritmo.processor.plan;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.processor.model.Amount;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.Plan;
import dev.ritmo.processor.model.PlanEntry;
import dev.ritmo.processor.model.PlanEntry.Limit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {

  private static final String WHOLE =
      """
      accounts:
        openai:
          provider: OpenAI
          tier: tier-1
          environments:
            production: tier-4
          tiers:
            tier-1:
              gpt-4o:
                - calls: 500
                - tokens: 30_000
                  inputTokens: 20000
                  outputTokens: 10000
                - calls: 10000
                  period: 1
                  unit: days
                - concurrent: 20
            tier-4:
              gpt-4o:
                - calls: 10000
                  unit: SECONDS
        local:
          tier: all
          tiers: {all: {llama: [{concurrent: 1}]}}
      """;

  @TempDir Path folder;

  @Test
  void limitsHaveTheirNumbersAndLines() throws IOException {
    Plan plan = read(WHOLE).plan();

    assertThat(plan.state()).isEqualTo(Plan.State.READ);
    assertThat(plan.entry("openai/gpt-4o").orElseThrow().limits())
        .containsExactly(
            new Limit(Amount.perPeriod(Dimension.CALLS, 500, 60, TimeUnit.SECONDS), 10),
            new Limit(Amount.perPeriod(Dimension.TOKENS, 30_000, 60, TimeUnit.SECONDS), 11),
            new Limit(Amount.perPeriod(Dimension.INPUT_TOKENS, 20_000, 60, TimeUnit.SECONDS), 12),
            new Limit(Amount.perPeriod(Dimension.OUTPUT_TOKENS, 10_000, 60, TimeUnit.SECONDS), 13),
            new Limit(Amount.perPeriod(Dimension.CALLS, 10_000, 1, TimeUnit.DAYS), 14),
            new Limit(Amount.atOnce(20), 17))
        .inOrder();
    assertThat(plan.entry("local/llama").orElseThrow().limits())
        .containsExactly(new Limit(Amount.atOnce(1), 24));
    assertThat(plan.entry("openai/llama")).isEmpty();
  }

  @Test
  void anEnvironmentTakesItsTierAndOthersTheStandard() throws IOException {
    PlanReading production = read(WHOLE, Optional.of("production"));

    assertThat(production.problems()).isEmpty();
    assertThat(production.plan().entry("openai/gpt-4o").orElseThrow().limits())
        .containsExactly(
            new Limit(Amount.perPeriod(Dimension.CALLS, 10_000, 60, TimeUnit.SECONDS), 20));
    assertThat(production.plan().entry("local/llama")).isPresent();
  }

  @Test
  void theDigestStandsForContentAndEnvironment() throws IOException {
    String digest = read(WHOLE).plan().digest();

    assertThat(read(WHOLE).plan().digest()).isEqualTo(digest);
    assertThat(read(WHOLE + "\n").plan().digest()).isNotEqualTo(digest);
    assertThat(read(WHOLE, Optional.of("production")).plan().digest()).isNotEqualTo(digest);
  }

  @Test
  void theExampleToCopyIsRight() throws IOException {
    PlanReading example =
        PlanFile.read(Path.of("../docs/ritmo-plan.yaml"), Optional.of("production"));

    assertThat(example.problems()).isEmpty();
    assertThat(example.plan().entries().stream().map(PlanEntry::name))
        .containsExactly("openai/gpt-4o", "openai/gpt-4o-mini", "anthropic/claude-sonnet");
  }

  @Test
  void aMissingFileIsAnIoException() {
    assertThrows(
        NoSuchFileException.class,
        () -> PlanFile.read(folder.resolve("no.yaml"), Optional.empty()));
  }

  @Test
  void anUnknownEnvironmentIsRejected() throws IOException {
    assertThat(read(WHOLE, Optional.of("prod")).problems())
        .containsExactly(
            new PlanProblem(
                1,
                "the environment must be known to an account",
                "is \"prod\"",
                "write one of production, or add it to an account"));
    assertThat(read(limits("- calls: 1"), Optional.of("prod")).problems().get(0).fix())
        .isEqualTo("write it below environments of an account, or leave -Aritmo.environment out");
  }

  @Test
  void malformedYamlHasTheLineOfTheParser() throws IOException {
    PlanReading reading = read("accounts:\n  openai:\n    tier: [\n  local: }\n");

    assertThat(reading.plan().state()).isEqualTo(Plan.State.WRONG);
    assertThat(reading.problems()).hasSize(1);
    assertThat(reading.problems().get(0).line()).isEqualTo(4);
    assertThat(reading.problems().get(0).rule()).isEqualTo("the file must be YAML in UTF-8");
  }

  @Test
  void whatIsNoTextAtAllIsRejected() throws IOException {
    Path file = Files.write(folder.resolve("plan.yaml"), new byte[] {'a', (byte) 0xC3, 'b'});

    assertThat(PlanFile.read(file, Optional.empty()).problems().get(0).found())
        .isEqualTo("cannot be parsed: bytes that are not UTF-8");
    assertThat(read("a: \u0001").problems()).hasSize(1);
    assertThat(read("a: 1\n---\nb: 1").problems()).hasSize(1);
    assertThat(read("a: *b").problems()).hasSize(1);
  }

  @Test
  void aByteOrderMarkIsNoMistake() throws IOException {
    assertThat(read("\uFEFF" + WHOLE).problems()).isEmpty();
  }

  @Test
  void anEmptyFileIsRejected() throws IOException {
    assertProblem("", 1, "the file must have accounts", "is empty");
    assertProblem("# nothing\n", 1, "the file must have accounts", "is empty");
    assertProblem("text", 1, "the file must consist of fields", "is \"text\"");
    assertProblem("- 1", 1, "the file must consist of fields", "is a list");
    assertProblem("accounts:", 1, "accounts must consist of fields", "is empty");
  }

  @Test
  void unknownFieldsAreRejected() throws IOException {
    assertProblem(
        "account: {}\naccounts: {}", 1, "the file must have known fields only", "has account");
    assertProblem(
        limits("- calls: 1\n  perod: 3"),
        8,
        "a limit of gpt must have known fields only",
        "has perod");
    assertProblem(
        "accounts:\n  a:\n    tier: t\n    tears: 1\n    tiers: {t: {}}",
        4,
        "the account a must have known fields only",
        "has tears");
  }

  @Test
  void missingFieldsAreRejected() throws IOException {
    assertProblem("accounts:\n  a:\n    tier: t\n", 3, "the account a must have tiers", "has none");
    assertProblem(
        "accounts:\n  a:\n    tiers: {t: {}}\n", 3, "the account a must have tier", "has none");
    assertProblem(limits("- period: 5"), 7, "a limit of gpt must have an amount", "has none");
    assertProblem(limits(""), 6, "gpt must have a list of limits", "is empty");
    assertProblem(limits("[]"), 7, "gpt must have a list of limits", "is a list");
  }

  @Test
  void aRepeatedNameIsRejected() throws IOException {
    assertProblem(
        limits("- calls: 1\n  calls: 2"),
        8,
        "a limit of gpt must have calls once",
        "has it on line 7 already");
    assertProblem(
        "accounts:\n  a: {tier: t, tiers: {t: {}}}\n  a: {tier: t, tiers: {t: {}}}",
        3,
        "accounts must have a once",
        "has it on line 2 already");
  }

  @Test
  void unknownTiersAreRejected() throws IOException {
    assertProblem(
        "accounts:\n  a:\n    tier: tier-9\n    tiers: {t1: {}, t2: {}}",
        3,
        "tier of the account a must be one of its tiers",
        "is \"tier-9\"");
    assertProblem(
        "accounts:\n  a:\n    tier: t\n    environments:\n      x: u\n    tiers: {t: {}}",
        5,
        "x of the account a must be one of its tiers",
        "is \"u\"");
  }

  @Test
  void amountsOutOfBoundsAreRejected() throws IOException {
    for (String amount : List.of("0", "-1", "2147483648", "1.5", "1e3", "\"5\"", "many", "0x1F")) {
      assertProblem(
          limits("- calls: " + amount),
          7,
          "calls must be a whole number from 1 to 2147483647",
          "is \"" + amount.replace("\"", "") + "\"");
    }
    assertProblem(
        limits("- concurrent: 0"),
        7,
        "concurrent must be a whole number from 1 to 2147483647",
        "is \"0\"");
    assertProblem(
        limits("- tokens: 1"),
        7,
        "tokens must be a whole number from 2 to 1000000000000000",
        "is \"1\"");
    assertProblem(
        limits("- outputTokens: 99999999999999999999"),
        7,
        "outputTokens must be a whole number from 1 to 1000000000000000",
        "is \"99999999999999999999\"");
    assertProblem(
        limits("- calls: [1]"),
        7,
        "calls must be a whole number from 1 to 2147483647",
        "is a list");
    assertProblem(
        limits("- calls:"), 7, "calls must be a whole number from 1 to 2147483647", "is empty");
  }

  @Test
  void theBoundsThemselvesAreAccepted() throws IOException {
    for (String item :
        List.of(
            "- calls: 1",
            "- calls: 2147483647",
            "- tokens: 2",
            "- inputTokens: 1",
            "- outputTokens: 1_000_000_000_000_000",
            "- concurrent: 1",
            "- calls: 1\n  period: 53375\n  unit: days")) {
      assertThat(read(limits(item)).problems()).isEmpty();
    }
  }

  @Test
  void periodsAndUnitsOutOfBoundsAreRejected() throws IOException {
    assertProblem(
        limits("- calls: 1\n  period: 0\n- calls: 2"),
        8,
        "period must be a whole number from 1 to 4611686018",
        "is \"0\"");
    assertProblem(
        limits("- calls: 1\n  period: 53376\n  unit: days"),
        8,
        "period must be a whole number from 1 to 53375",
        "is \"53376\"");
    assertProblem(
        limits("- calls: 1\n  unit: weeks\n- calls: 2"),
        8,
        "unit must be a unit of time",
        "is \"weeks\"");
    assertProblem(
        limits("- concurrent: 1\n  period: 5"),
        8,
        "period must stand beside calls or tokens",
        "stands beside concurrent alone");
  }

  @Test
  void moreCallsThanTheClockCanTellApartAreRejected() throws IOException {
    assertProblem(
        limits("- calls: 1001\n  period: 1\n  unit: microseconds"),
        7,
        "calls must be at most one in a nanosecond, which is what the clock can tell apart",
        "is 1001 in 1 MICROSECONDS");
    assertThat(read(limits("- calls: 1000\n  period: 1\n  unit: microseconds")).problems())
        .isEmpty();
  }

  @Test
  void theSamePeriodTwiceIsRejected() throws IOException {
    assertProblem(
        limits("- calls: 1\n- calls: 2\n  period: 1\n  unit: minutes"),
        8,
        "gpt must have one limit of calls in 1 MINUTES",
        "has one on line 7 already");
    assertProblem(
        limits("- concurrent: 1\n- concurrent: 2"),
        8,
        "gpt must have one limit of concurrent",
        "has one on line 7 already");
  }

  @Test
  void namesThatNoLimiterCanHaveAreRejected() throws IOException {
    assertProblem(
        "accounts:\n  a/b: {tier: t, tiers: {t: {}}}",
        2,
        "a name must be without '/', '=', control characters or blanks at its ends",
        "is \"a/b\"");
    assertProblem(
        "accounts:\n  a: {tier: t, tiers: {t: {\"x=y\": [{calls: 1}]}}}",
        2,
        "a name must be without '/', '=', control characters or blanks at its ends",
        "is \"x=y\"");
  }

  @Test
  void allMistakesAreReportedInTheOrderOfTheFile() throws IOException {
    assertThat(
            read(limits("- calls: 0\n- tokens: 0\n- concurrent: 0")).problems().stream()
                .map(PlanProblem::line))
        .containsExactly(7, 8, 9)
        .inOrder();
  }

  @Test
  void anAliasIsFollowed() throws IOException {
    String file = limits("- calls: 1").replace("gpt:", "gpt: &small");

    assertThat(read(file + "        other: *small\n").problems()).isEmpty();
  }

  /** A file with these limits of the model gpt, from line 7. */
  private static String limits(String items) {
    return "accounts:\n  a:\n    tier: t\n    tiers:\n      t:\n        gpt:\n" + items.indent(10);
  }

  private void assertProblem(String file, int line, String rule, String found) throws IOException {
    List<PlanProblem> problems = read(file).problems();

    assertThat(problems).hasSize(1);
    PlanProblem problem = problems.get(0);
    assertThat(problem).isEqualTo(new PlanProblem(line, rule, found, problem.fix()));
  }

  private PlanReading read(String file) throws IOException {
    return read(file, Optional.empty());
  }

  private PlanReading read(String file, Optional<String> environment) throws IOException {
    Path written =
        Files.writeString(folder.resolve("ritmo-plan.yaml"), file, StandardCharsets.UTF_8);
    return PlanFile.read(written, environment);
  }
}
