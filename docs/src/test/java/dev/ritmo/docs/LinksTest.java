package dev.ritmo.docs;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every link within the repository leads to a file that is there, and to a heading in it. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("]\\(([^):\\s]*?)(?:#([^)\\s]+))?\\)");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```");

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : Pages.all()) {
      String text = CODE.matcher(Files.readString(page)).replaceAll("");
      for (MatchResult link : LINK.matcher(text).results().toList()) {
        if (!leadsSomewhere(page, link.group(1), link.group(2))) {
          broken.add(page + ": " + link.group());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"diagnostics", "guide"})
  void theIndexOfAFolderHasEachOfItsPages(String folder) throws IOException {
    String index = Files.readString(Path.of(folder, "README.md"));

    try (Stream<Path> pages = Files.list(Path.of(folder))) {
      for (String page : pages.map(page -> page.getFileName().toString()).toList()) {
        if (!page.equals("README.md")) {
          assertThat(index).contains("(" + page);
        }
      }
    }
  }

  private static boolean leadsSomewhere(Path page, String file, String anchor) throws IOException {
    Path target = file.isEmpty() ? page : page.resolveSibling(file);
    if (anchor == null) {
      return Files.exists(target);
    }
    return Files.isRegularFile(target)
        && Files.readAllLines(target).stream()
            .filter(line -> line.startsWith("#"))
            .anyMatch(line -> anchorOf(line).equals(anchor));
  }

  /** As GitHub makes it of a heading. */
  private static String anchorOf(String heading) {
    return heading
        .replaceFirst("#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
