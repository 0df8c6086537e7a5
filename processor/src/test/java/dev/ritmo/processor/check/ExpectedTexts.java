package dev.ritmo.processor.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The messages that the tests expect: their sources, with literals joined and constants put in. */
final class ExpectedTexts {

  private static final Pattern JOIN = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Pattern CONSTANT =
      Pattern.compile("String ([A-Z_]+) =\\s*\"((?:[^\"\\\\]|\\\\.)*)\";");
  private static final Pattern CONTINUED = Pattern.compile("\\\\\\n\\s*");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** A test may put values in by code, which is not longer than this. */
  private static final int LONGEST_VALUE = 250;

  private final String sources;

  private ExpectedTexts(String sources) {
    this.sources = sources;
  }

  static ExpectedTexts of(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
        all.append(joined(Files.readString(file))).append('\n');
      }
    }
    return new ExpectedTexts(oneLine(all.toString()));
  }

  private static String joined(String source) {
    String joined = JOIN.matcher(CONTINUED.matcher(source).replaceAll("")).replaceAll("");
    for (MatchResult constant : CONSTANT.matcher(joined).results().toList()) {
      Pattern use = Pattern.compile("\"\\s*\\+\\s*" + constant.group(1) + "\\b");
      String value = Matcher.quoteReplacement(constant.group(2) + "\"");
      joined = use.matcher(joined).replaceAll(value);
    }
    return joined.replace("\\\"", "\"");
  }

  private static String oneLine(String text) {
    return BLANKS.matcher(text).replaceAll(" ");
  }

  /**
   * Whether a test expects all these words, in this order, of the message with this code. What only
   * joins two values may be left out: a test may have both in one.
   */
  boolean hold(String code, Stream<String> words) {
    List<String> parts =
        words.map(ExpectedTexts::oneLine).filter(part -> part.length() > " per ".length()).toList();
    String start = "[" + code + "] ";
    int at = sources.indexOf(start);
    while (at >= 0 && !holdAfter(at, parts)) {
      at = sources.indexOf(start, at + 1);
    }
    return at >= 0;
  }

  private boolean holdAfter(int start, List<String> parts) {
    int end = start;
    for (String part : parts) {
      int at = sources.indexOf(part, end);
      if (at < 0 || at - end > LONGEST_VALUE) {
        return false;
      }
      end = at + part.length();
    }
    return true;
  }
}
