package dev.ritmo.benchmarks.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The classes that are compiled: a governed method for every ten of them.
 *
 * @param types how many classes
 * @param together how many governed methods a class has that has any
 */
record Sources(int types, int together) {

  private static final int TYPES_IN_A_PACKAGE = 100;
  private static final int TYPES_FOR_A_METHOD = 10;
  private static final int METHODS = 6;

  private static final String TYPE =
      """
      package com.acme.p%1$d;

      import dev.ritmo.RateLimited;
      import dev.ritmo.RetryOnRateLimit;
      import java.util.ArrayList;
      import java.util.LinkedHashMap;
      import java.util.List;
      import java.util.Map;
      import java.util.stream.Collectors;

      public class Type%2$d {

        private final Map<String, List<Integer>> counts = new LinkedHashMap<>();
        private final String name;

        public Type%2$d(String name) {
          this.name = name;
        }
      %3$s%4$s}
      """;

  private static final String METHOD =
      """

        public List<String> words%1$d(List<String> texts, int least) {
          List<String> found = new ArrayList<>();
          for (String text : texts) {
            for (String word : text.split(" ")) {
              if (word.length() >= least && !found.contains(word)) {
                counts.computeIfAbsent(word, key -> new ArrayList<>()).add(least + %1$d);
                found.add(word.toLowerCase(java.util.Locale.ROOT) + name);
              }
            }
          }
          return found.stream().filter(word -> !word.isBlank()).sorted().collect(Collectors.toList());
        }
      """;

  private static final String GOVERNED =
      """

        @RateLimited(calls = %1$d, period = 60)
        @RetryOnRateLimit(maxAttempts = 4)
        public String ask%2$d(String question, List<String> context) {
          return question + context.size() + words0(context, 3);
        }
      """;

  /** Writes them into the folder. */
  void write(Path folder) throws IOException {
    for (int type = 0; type < types; type++) {
      int in = type / TYPES_IN_A_PACKAGE;
      Path file = folder.resolve("com/acme/p" + in + "/Type" + type + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, source(in, type));
    }
  }

  private String source(int in, int type) {
    StringBuilder methods = new StringBuilder();
    for (int method = 0; method < METHODS; method++) {
      methods.append(METHOD.formatted(method));
    }
    StringBuilder governed = new StringBuilder();
    if (type % (TYPES_FOR_A_METHOD * together) == 0) {
      for (int method = 0; method < together; method++) {
        governed.append(GOVERNED.formatted(10 + type, method));
      }
    }
    return TYPE.formatted(in, type, methods, governed);
  }
}
