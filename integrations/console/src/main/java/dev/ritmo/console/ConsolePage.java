package dev.ritmo.console;

import dev.ritmo.page.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page, which is the same for all limiters: it reads the rest from the {@link ConsoleApi}. */
final class ConsolePage {

  private static final Page PAGE =
      Page.titled("Ritmo")
          .style(resource("console.css"))
          .script(resource("chart.js") + resource("console.js"))
          .body(resource("console.html"));

  private static final Answer ANSWER = Answer.page(PAGE.html(), PAGE.policy());

  private ConsolePage() {}

  static Answer answer() {
    return ANSWER;
  }

  private static String resource(String name) {
    try (InputStream in = ConsolePage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "The resource %s of ritmo-console is missing. Fix: keep the resources of dev/ritmo/console when packaging."
                .formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
