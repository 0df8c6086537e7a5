package dev.ritmo.processor.check;

import dev.ritmo.processor.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the rules found; the only thing they write to. */
public final class Findings {

  /** The subject of most messages; {@code %s} in others has its origin already. */
  private static final Pattern OURS =
      Pattern.compile("^(\\[\\w+] )(@RateLimited|@RetryOnRateLimit)(?= )");

  private final List<Finding> found = new ArrayList<>();

  /** Adds a finding; the arguments fill the text of the diagnostic. */
  public void add(Diagnostic diagnostic, Position position, Object... arguments) {
    found.add(new Finding(diagnostic, position, named(diagnostic.message(arguments), position)));
  }

  /** The message about one of ours; where another annotation carries it, that is named first. */
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

  /** How much was found. */
  int count() {
    return found.size();
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  List<Finding> found() {
    return List.copyOf(found);
  }
}
