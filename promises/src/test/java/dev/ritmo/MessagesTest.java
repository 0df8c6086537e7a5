package dev.ritmo;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What all messages have in common. */
final class MessagesTest {

  /** Formats a number as the locale of the machine does, which may have digits of its own. */
  private static final Pattern BY_LOCALE = Pattern.compile("%[-#+ 0,(]*[0-9.]*[dfegx]\\b");

  @Test
  void numbersAreWrittenInTheSameDigitsEverywhere() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      for (Path file :
          files.filter(each -> each.toString().matches(".*/src/main/.*\\.(java|aj)")).toList()) {
        if (file.startsWith("../benchmarks") || file.startsWith("../samples")) {
          continue;
        }
        for (String line : Files.readAllLines(file)) {
          if (!line.strip().startsWith("*") && BY_LOCALE.matcher(line).find()) {
            found.add(file + ": " + line.strip());
          }
        }
      }
    }

    assertThat(found).isEmpty();
  }
}
