package dev.ritmo.processor.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source of the corpus, with the diagnostics that it is to have. They stand in comments below the
 * lines concerned, at their columns: {@code // ^ CallsNotPositive}. The compiler of Eclipse puts
 * those of a value at the name of its element, and those of a value in an array at the annotation.
 * It shows no bodies, {@code // ^ ChargedTwice, javac}, and finds no place for what concerns a
 * record as such, {@code // ^ NothingGoverned, record}. What concerns an annotation type stands at
 * its name, {@code // ^ ComposedTargets, named}.
 */
record Program(String title, String source, List<String> options, List<Expected> expected) {

  private static final String PREAMBLE =
      "package com.acme; import dev.ritmo.*; import java.util.*; import java.util.concurrent.*;";

  private static final Pattern ELEMENT = Pattern.compile("(\\w+)\\s*=\\s*(\\{?)[^=)@]*$");
  private static final Pattern MARK = Pattern.compile("\\s*//\\s*(\\^) (\\w+)(?:, (\\w+))?\\s*");

  /** A program without a package gets one, and imports, in a line before its first. */
  static Program of(String title, List<String> written, List<String> options) {
    List<String> lines = new ArrayList<>(written);
    if (written.stream().noneMatch(line -> line.strip().startsWith("package "))) {
      lines.add(0, PREAMBLE);
    }
    List<Expected> expected = new ArrayList<>();
    int line = 0;
    for (int i = 0; i < lines.size(); i++) {
      Matcher mark = MARK.matcher(lines.get(i));
      if (mark.matches()) {
        int at = mark.start(1);
        String text = lines.get(line - 1);
        int onEcj = ofElement(text, at);
        String note = Objects.requireNonNullElse(mark.group(3), "");
        expected.add(
            new Expected(
                new Spot(mark.group(2), line, at + 1),
                switch (note) {
                  case "javac" -> Optional.empty();
                  case "named" -> Optional.of(new Spot(mark.group(2), line, ofName(text, at) + 1));
                  case "record" -> Optional.of(new Spot(mark.group(2), 0, 1));
                  default -> Optional.of(new Spot(mark.group(2), line, onEcj + 1));
                }));
      } else {
        line = i + 1;
      }
    }
    return new Program(title, String.join("\n", lines) + "\n", options, expected);
  }

  /**
   * For the place of a value, where {@code calls = 0} begins; where the annotation begins, if it is
   * a value in an array; otherwise the place itself.
   */
  private static int ofElement(String line, int at) {
    Matcher element = ELEMENT.matcher(line.substring(0, at));
    if (!element.find()) {
      return at;
    }
    return element.group(2).isEmpty() ? element.start(1) : line.lastIndexOf('@', at);
  }

  /** Where the name begins of an annotation type that is declared at this place. */
  private static int ofName(String line, int at) {
    return line.indexOf(' ', at) + 1;
  }

  /** The name of its file: that of the only public type, if there is one. */
  String fileName() {
    Matcher type =
        Pattern.compile("\\bpublic (?:\\w+ )*(?:class|record|enum|interface|@interface) (\\w+)")
            .matcher(source);
    boolean atTopLevel = type.find() && !source.substring(0, type.start()).contains("{");
    return (atTopLevel ? type.group(1) : "Program") + ".java";
  }

  @Override
  public String toString() {
    return title;
  }

  /** A diagnostic: where javac reports it, and where the compiler of Eclipse does, if it does. */
  record Expected(Spot onJavac, Optional<Spot> onEcj) {}

  /** A code and its place. */
  record Spot(String code, int line, int column) {}
}
