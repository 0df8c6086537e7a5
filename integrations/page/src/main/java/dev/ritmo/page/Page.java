package dev.ritmo.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page in one file, without anything from the network: the theme, the search and the keyboard
 * that all pages share, with the style, the body and the script of this one. Immutable.
 *
 * <p>Only the styles and scripts given here run: the {@linkplain #policy policy} lists their
 * hashes. So a page can be served with the policy as a header, or kept as a file, where the policy
 * stands in the page itself.
 */
public final class Page {

  private final String title;
  private final String style;
  private final String script;
  private final String body;

  private Page(String title, String style, String script, String body) {
    this.title = title;
    this.style = style;
    this.script = script;
    this.body = body;
  }

  /** Starts a page with this title, which is text, not HTML. */
  public static Page titled(String title) {
    return new Page(title, resource("page.css"), resource("page.js"), "");
  }

  /** Returns this page with more style, after that of all pages. */
  public Page style(String css) {
    return new Page(title, style + css, script, body);
  }

  /** Returns this page with more script, after that of all pages. */
  public Page script(String javaScript) {
    return new Page(title, style, script + javaScript, body);
  }

  /** Returns this page with this body, which is HTML below the title and the search. */
  public Page body(String html) {
    return new Page(title, style, script, html);
  }

  /** The page as HTML. */
  public String html() {
    return resource("page.html")
        .replace("{{policy}}", policy())
        .replace("{{title}}", escape(title))
        .replace("{{body}}", body)
        .replace("{{style}}", inline("style", style))
        .replace("{{script}}", inline("script", script));
  }

  /**
   * The Content-Security-Policy: nothing but the styles and scripts of this page, and requests to
   * where it comes from.
   */
  public String policy() {
    return "default-src 'none'; style-src '%s'; script-src '%s'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
        .formatted(hash(style), hash(script));
  }

  /** Escapes a text for use in HTML, also within attributes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String inline(String element, String text) {
    if (text.contains("</" + element)) {
      throw new IllegalArgumentException(
          "The %s of a page must not contain \"</%s\". Fix: write it in two parts."
              .formatted(element, element));
    }
    return text;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "The resource %s of ritmo-page is missing. Fix: keep the resources of dev/ritmo/page when packaging."
                .formatted(name));
      }
      // hashes are of what a browser reads, and it reads \r\n as \n
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
