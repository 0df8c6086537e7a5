package dev.ritmo.console;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Chromium without a window, driven over WebDriver. */
final class Browser implements AutoCloseable {

  private static final Pattern SESSION = Pattern.compile("\"sessionId\":\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private final Path profile;
  private final URI base;
  private String session = "";

  private Browser(Process driver, Path profile, URI base) {
    this.driver = driver;
    this.profile = profile;
    this.base = base;
  }

  static Browser start(String chromedriver) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process driver =
        new ProcessBuilder(chromedriver, "--port=" + port)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Browser browser =
        new Browser(
            driver,
            Files.createTempDirectory("ritmo-browser"),
            URI.create("http://localhost:" + port + "/"));
    browser.begin();
    return browser;
  }

  private void begin() throws Exception {
    Object options =
        Map.of(
            "args",
            List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile));
    Object wanted =
        Map.of("capabilities", Map.of("alwaysMatch", Map.of("goog:chromeOptions", options)));
    for (int attempt = 1; ; attempt++) {
      try {
        Matcher matcher = SESSION.matcher(send("POST", "session", wanted));
        if (!matcher.find()) {
          throw new IllegalStateException("The driver has not begun a session");
        }
        session = "session/" + matcher.group(1);
        return;
      } catch (IOException e) { // it does not listen yet
        if (attempt == 100) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  void open(URI url) throws Exception {
    send("POST", session + "/url", Map.of("url", url.toString()));
  }

  /** Presses these keys, wherever the focus is. */
  void type(String keys) throws Exception {
    List<Map<String, String>> actions =
        keys.codePoints()
            .mapToObj(Character::toString)
            .flatMap(
                key ->
                    Stream.of(
                        Map.of("type", "keyDown", "value", key),
                        Map.of("type", "keyUp", "value", key)))
            .toList();
    send(
        "POST",
        session + "/actions",
        Map.of("actions", List.of(Map.of("type", "key", "id", "keyboard", "actions", actions))));
  }

  /**
   * Runs the body of a function, and returns a text, a whole number, a truth value; null as an
   * empty text.
   */
  Object run(String script) {
    try {
      String answer =
          send("POST", session + "/execute/sync", Map.of("script", script, "args", List.of()));
      return value(answer);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object value(String answer) {
    String text = answer.substring(answer.indexOf(':') + 1, answer.lastIndexOf('}')).strip();
    return switch (text) {
      case "null" -> "";
      case "true" -> true;
      case "false" -> false;
      default ->
          text.startsWith("\"")
              ? unescaped(text.substring(1, text.length() - 1))
              : (Object) Long.valueOf(text);
    };
  }

  private static String unescaped(String text) {
    return Pattern.compile("\\\\u([0-9A-Fa-f]{4})")
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))))
        .replace("\\\"", "\"")
        .replace("\\n", "\n")
        .replace("\\\\", "\\");
  }

  private String send(String method, String path, Object body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.ofString(Json.write(body)))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() throws IOException {
    try {
      if (!session.isEmpty()) {
        HttpRequest end = HttpRequest.newBuilder(base.resolve(session)).DELETE().build();
        HttpResponse<Void> unused =
            client.sendAsync(end, HttpResponse.BodyHandlers.discarding()).join();
      }
    } finally {
      driver.destroy();
      Process unused = driver.onExit().join();
      try (Stream<Path> files = Files.walk(profile)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }
}
