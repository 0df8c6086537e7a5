package dev.ritmo.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of Java in a page, with the messages that the page says the compiler answers: those in
 * the block without a language that follows it, each beginning with a code in brackets.
 *
 * @param line of the page, at which the code begins
 * @param heading below which it stands
 */
record Example(Path page, int line, String heading, String code, List<String> messages) {

  private static final Pattern BLOCK = Pattern.compile("\\s*```(\\w*)\\s*");
  private static final Pattern MESSAGE = Pattern.compile("(?:.*?: )?(\\[[A-Z]\\w+] .*)");

  static List<Example> in(Path page) throws IOException {
    List<Example> examples = new ArrayList<>();
    List<String> lines = Files.readAllLines(page);
    String heading = "";
    for (int i = 0; i < lines.size(); i++) {
      Matcher block = BLOCK.matcher(lines.get(i));
      if (lines.get(i).startsWith("#")) {
        heading = lines.get(i).replaceFirst("#+ ", "");
      } else if (block.matches()) {
        int end = endOf(lines, i);
        if (block.group(1).equals("java")) {
          String code = String.join("\n", lines.subList(i + 1, end));
          examples.add(new Example(page, i + 2, heading, code, messagesAfter(lines, end)));
        }
        i = end;
      }
    }
    return examples;
  }

  private static int endOf(List<String> lines, int start) {
    int end = start + 1;
    while (!lines.get(end).strip().equals("```")) {
      end++;
    }
    return end;
  }

  /** Those of the next block, if only blank lines lie between. */
  private static List<String> messagesAfter(List<String> lines, int end) {
    int next = end + 1;
    while (next < lines.size() && lines.get(next).isBlank()) {
      next++;
    }
    if (next == lines.size() || !lines.get(next).strip().equals("```")) {
      return List.of();
    }
    return lines.subList(next + 1, endOf(lines, next)).stream()
        .map(MESSAGE::matcher)
        .filter(Matcher::matches)
        .map(message -> message.group(1))
        .toList();
  }

  String name() {
    return page.getFileName() + ":" + line;
  }
}
