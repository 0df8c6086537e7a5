package dev.ritmo.processor.plan;

import dev.ritmo.processor.model.Plan;
import dev.ritmo.processor.model.PlanEntry;
import dev.ritmo.processor.plan.Fields.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a plan file: the limits of its accounts in one environment. */
public final class PlanFile {

  private final Path file;
  private final Optional<String> environment;
  private final Problems problems = new Problems();

  private PlanFile(Path file, Optional<String> environment) {
    this.file = file;
    this.environment = environment;
  }

  /**
   * Reads the file.
   *
   * @throws IOException if it does not exist or cannot be read
   */
  public static PlanReading read(Path file, Optional<String> environment) throws IOException {
    return new PlanFile(file, environment).read(Files.readAllBytes(file));
  }

  private PlanReading read(byte[] bytes) {
    List<PlanEntry> entries = List.of();
    try {
      entries =
          entries(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      addMalformed(1, "bytes that are not UTF-8");
    } catch (MarkedYamlEngineException e) {
      addMalformed(e.getProblemMark().map(Mark::getLine).orElse(0) + 1, e.getProblem());
    } catch (YamlEngineException e) {
      addMalformed(1, String.valueOf(e.getMessage()));
    }
    List<PlanProblem> found = problems.byLine();
    Plan plan =
        found.isEmpty()
            ? new Plan(Plan.State.READ, name(), PlanDigest.of(bytes, environment), entries)
            : Plan.wrong(name());
    return new PlanReading(plan, found);
  }

  private String name() {
    return String.valueOf(file.getFileName());
  }

  private void addMalformed(int line, String problem) {
    problems.add(
        line,
        "the file must be YAML in UTF-8",
        "cannot be parsed: " + problem.strip().lines().findFirst().orElse("a fault"),
        "fix that line, or the one before it");
  }

  private List<PlanEntry> entries(String text) {
    Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(text);
    if (root.isEmpty()) {
      problems.add(
          1,
          "the file must have accounts",
          "is empty",
          "write accounts: and below it each account");
      return List.of();
    }
    Fields top = Fields.of(root.get(), "the file", problems).allowOnly(List.of("accounts"));
    Optional<Field> accounts = top.require("accounts", "write accounts: and below it each account");
    List<PlanEntry> entries = new ArrayList<>();
    if (accounts.isPresent()) {
      Fields all = Fields.of(accounts.get().value(), "accounts", problems);
      for (Field account : all.all()) {
        Names.check(account, problems);
        entries.addAll(AccountReader.read(account, environment, problems));
      }
      checkEnvironment(accounts.get(), all);
    }
    return entries;
  }

  /** An environment that no account has is most likely misspelt. */
  private void checkEnvironment(Field at, Fields accounts) {
    if (environment.isEmpty()) {
      return;
    }
    List<String> known =
        accounts.all().stream()
            .flatMap(account -> Environments.of(account).stream())
            .distinct()
            .toList();
    if (!known.contains(environment.get())) {
      problems.add(
          at.at(),
          "the environment must be known to an account",
          "is \"" + environment.get() + "\"",
          known.isEmpty()
              ? "write it below environments of an account, or leave -Aritmo.environment out"
              : "write one of " + String.join(", ", known) + ", or add it to an account");
    }
  }
}
