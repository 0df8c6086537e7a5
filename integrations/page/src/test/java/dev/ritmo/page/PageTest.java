package dev.ritmo.page;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a page consists of. */
final class PageTest {

  private final Page page =
      Page.titled("Limits & <more>").style("b { color: red; }").script("go();").body("<p>text</p>");

  private static String only(String regex, String text) {
    Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(text);
    assertThat(matcher.find()).isTrue();
    String found = matcher.group(1);
    assertThat(matcher.find()).isFalse();
    return found;
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  @Test
  void everythingIsInline() {
    assertThat(page.html()).contains("<p>text</p>");
    assertThat(only("<style>(.*?)</style>", page.html())).endsWith("b { color: red; }");
    assertThat(only("<script>(.*?)</script>", page.html())).endsWith("go();");
    assertThat(page.html()).doesNotContain("{{");
  }

  @Test
  void theTitleIsText() {
    assertThat(only("<title>(.*?)</title>", page.html())).isEqualTo("Limits &amp; &lt;more&gt;");
  }

  @Test
  void thePolicyHasTheHashesOfWhatIsInline() throws Exception {
    String style = only("<style>(.*?)</style>", page.html());
    String script = only("<script>(.*?)</script>", page.html());

    assertThat(page.policy()).contains("style-src " + hash(style) + ";");
    assertThat(page.policy()).contains("script-src " + hash(script) + ";");
    assertThat(page.html()).contains("content=\"" + page.policy() + "\"");
  }

  @Test
  void theEndOfTheScriptCannotBeInIt() {
    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> page.script("'</script><b>'").html());

    assertThat(failure).hasMessageThat().contains("Fix: write it in two parts");
  }

  @Test
  void markupIsEscaped() {
    assertThat(Page.escape("<a href=\"x\">'&'</a>"))
        .isEqualTo("&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  }
}
