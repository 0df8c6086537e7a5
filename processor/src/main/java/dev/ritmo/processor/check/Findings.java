package dev.ritmo.processor.check;

import dev.ritmo.processor.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects the findings of the rules; the only object they write to. */
public final class Findings {

  /** The subject of most messages; in others, {@code %s} already names the origin. */
  private static final Pattern OURS =
      Pattern.compile("^(\\[\\w+] )(@RateLimited|@RetryOnRateLimit)(?= )");

  private final boolean warningsAreErrors;
  private final List<Finding> found = new ArrayList<>();

  /** For rules whose warnings may be errors. */
  public Findings(boolean warningsAreErrors) {
    this.warningsAreErrors = warningsAreErrors;
  }

  /** Adds a finding, unless it is a silenced warning; the arguments fill the text. */
  public void add(Diagnostic diagnostic, Position position, Object... arguments) {
    boolean warning = diagnostic.severity() == Severity.WARNING;
    if (warning && Silenced.at(position.element(), diagnostic)) {
      return;
    }
    Severity severity = warning && !warningsAreErrors ? Severity.WARNING : Severity.ERROR;
    found.add(new Finding(severity, position, named(diagnostic.message(arguments), position)));
  }

  /** The message about one of our annotations; if another one carries it, that is named first. */
  private static String named(String message, Position position) {
    String shown = position.shown();
    return shown == null || shown.equals("@List")
        ? message
        : OURS.matcher(message).replaceFirst(ours -> named(ours, shown));
  }

  private static String named(MatchResult ours, String shown) {
    String text = ours.group(2).equals(shown) ? shown : shown + " (with " + ours.group(2) + ")";
    return Matcher.quoteReplacement(ours.group(1) + text);
  }

  /** Whether any finding fails the build. */
  public boolean hasErrors() {
    return errors() > 0;
  }

  /** The number of findings that fail the build. */
  long errors() {
    return found.stream().filter(finding -> finding.severity() == Severity.ERROR).count();
  }

  List<Finding> found() {
    return List.copyOf(found);
  }
}
