package dev.ritmo.console;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Looks at the page with a browser, as an operator would. Only where {@code ritmo.chromedriver}
 * names the driver of a Chromium, because not every machine has one.
 */
@EnabledIfSystemProperty(named = "ritmo.chromedriver", matches = ".+")
final class BrowserTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NAMES =
      "return [...document.querySelectorAll('.lane h2')].map(name => name.textContent).join()";

  private RitmoConsole console;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    Ritmo.reset();
    console = RitmoConsole.start(0);
    browser = Browser.start(System.getProperty("ritmo.chromedriver"));
  }

  @AfterEach
  void close() throws Exception {
    browser.close();
    console.close();
    Ritmo.reset();
  }

  private static Limiter limiter(String name) {
    Limit limit = Limit.calls(10, 60, SECONDS);
    return Ritmo.limiter(name, Limits.of(limit).setup(Duration.ZERO));
  }

  private Object of(String lane, String expression) {
    return browser.run(
        "const lane = document.querySelector('[data-name=\""
            + lane
            + "\"]'); return lane && "
            + expression);
  }

  /** The page follows within a second or so, but the machine may be slow. */
  private void await(String what, Supplier<Boolean> condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.get()) {
      assertWithMessage("Waited for %s", what)
          .that(System.nanoTime() - start)
          .isLessThan(PATIENCE.toNanos());
      Thread.sleep(100);
    }
  }

  private boolean fills(String lane, String width) {
    return width.equals(of(lane, "lane.querySelector('.fill').style.width"));
  }

  @Test
  void aLaneFills() throws Exception {
    Limiter limiter = limiter("chat");
    limiter.call().acquire().close();
    browser.open(console.url());
    await("one of ten calls", () -> fills("chat", "10%"));

    for (int i = 0; i < 9; i++) {
      limiter.call().acquire().close();
    }
    await("a full window", () -> fills("chat", "100%"));
    var unused = limiter.call().acquireAsync();

    await(
        "the cause",
        () -> Boolean.TRUE.equals(of("chat", "!!lane.querySelector('[data-cause=own-limit]')")));
    assertThat((String) of("chat", "lane.querySelector('.waits').textContent"))
        .contains("1 call waiting");
  }

  @Test
  void aPauseBeginsAndEnds() throws Exception {
    Limiter limiter = limiter("chat");
    limiter.call().acquire().close();
    browser.open(console.url());
    await("the lane", () -> "chat".equals(browser.run(NAMES)));
    assertThat(of("chat", "!!lane.querySelector('[data-cause=pause]')")).isEqualTo(false);

    limiter.pause(Duration.ofMinutes(5));
    await(
        "the pause",
        () -> Boolean.TRUE.equals(of("chat", "!!lane.querySelector('[data-cause=pause]')")));
    limiter.resume();

    await(
        "the end of the pause",
        () -> Boolean.FALSE.equals(of("chat", "!!lane.querySelector('[data-cause=pause]')")));
    await(
        "the event",
        () ->
            browser
                .run("return document.getElementById('events').textContent")
                .toString()
                .contains("pause ended early"));
  }

  @Test
  void theSearchFinds() throws Exception {
    for (String name : new String[] {"chat", "mail", "mail-merge"}) {
      limiter(name).call().acquire().close();
    }
    browser.open(console.url());
    await("all lanes", () -> "chat,mail,mail-merge".equals(browser.run(NAMES)));

    browser.type("/mail");
    await("those that are searched", () -> "mail,mail-merge".equals(browser.run(NAMES)));
    browser.type("\ue00c"); // Escape
    await("all lanes again", () -> "chat,mail,mail-merge".equals(browser.run(NAMES)));
    browser.type("jj");

    assertThat(browser.run("return document.activeElement.dataset.name")).isEqualTo("mail");
  }

  @Test
  void aNameIsNoMarkup() throws Exception {
    String name = "<img src=x onerror=\"document.title='hacked'\">";
    limiter(name).call().acquire().close();
    browser.open(console.url());
    await("the lane", () -> name.equals(browser.run(NAMES)));

    assertThat(browser.run("return document.querySelectorAll('img').length")).isEqualTo(0L);
    assertThat(browser.run("return document.title")).isEqualTo("Ritmo");
  }

  @Test
  void thePolicyLetsThePageWork() throws Exception {
    limiter("chat").call().acquire().close();
    browser.open(console.url());
    await("the lane", () -> "chat".equals(browser.run(NAMES)));
    browser.run("document.getElementById('theme').click()");

    assertThat(
            browser.run("return getComputedStyle(document.querySelector('.lane')).borderLeftWidth"))
        .isEqualTo("5px");
    assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
  }
}
