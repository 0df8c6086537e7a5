package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer that a failure and its causes have kept between them, the outer ones first. If any
 * exception carries an answer, the texts of the others are not read, because the program may have
 * written them.
 */
final class KnownAnswer implements Answer, AnswerHeaders {

  private static final int LONGEST_TEXT = 16 << 10;
  private static final int MOST_TEXTS = 4;

  private static final String AWS = "software.amazon.awssdk.";

  /** Spring AI has the status only in the message. */
  private static final Pattern STATUS_IN_MESSAGE = Pattern.compile("(?:HTTP )?([45]\\d\\d) - ");

  private final List<Throwable> causes;
  private final Instant now;
  private final List<HttpFailure> failures = new ArrayList<>();
  private final Map<String, List<String>> headers =
      new HashMap<>(); // cached, because reflection is slow
  private final List<ErrorBody> bodies = new ArrayList<>();
  private final Set<String> messages = new LinkedHashSet<>();
  private final Set<String> codes = new LinkedHashSet<>();
  private final Set<String> codesOfAws = new LinkedHashSet<>();
  private final String text;
  private final int status;

  private KnownAnswer(List<Throwable> causes, Instant now) {
    this.causes = causes;
    this.now = now;
    for (Throwable cause : causes) {
      failures.add(new HttpFailure(cause));
    }
    text = String.join("\n", texts());
    read(carriers());
    addCodes();
    status = findStatus();
  }

  /**
   * @param causes the failure and its causes
   * @param now the time of day
   */
  static KnownAnswer of(List<Throwable> causes, Instant now) {
    return new KnownAnswer(causes, now);
  }

  private Set<String> texts() {
    Set<String> texts = new LinkedHashSet<>();
    for (int i = 0; i < causes.size() && texts.size() < MOST_TEXTS; i++) {
      String body = failures.get(i).body(LONGEST_TEXT);
      if (body != null) {
        texts.add(body);
      }
      String message = message(i);
      if (message != null) {
        texts.add(message);
      }
    }
    return texts;
  }

  private @Nullable String message(int cause) {
    String message = Causes.message(causes.get(cause));
    return message == null ? null : Texts.start(message, LONGEST_TEXT);
  }

  /** The causes with texts from the provider: those with a status, or else of a known type. */
  private List<Integer> carriers() {
    List<Integer> all = new ArrayList<>();
    List<Integer> known = new ArrayList<>();
    List<Integer> answered = new ArrayList<>();
    for (int i = 0; i < causes.size() && answered.size() < MOST_TEXTS; i++) {
      all.add(i);
      if (failures.get(i).status() >= 0 || statusInMessage(causes.get(i)) >= 0) {
        answered.add(i);
      } else if (SignalByType.of(causes.get(i)) != null || !failures.get(i).codes().isEmpty()) {
        known.add(i);
      }
    }
    if (!answered.isEmpty()) {
      return answered;
    }
    List<Integer> best = known.isEmpty() ? all : known;
    return best.subList(0, Math.min(best.size(), MOST_TEXTS));
  }

  /** Prefers bodies to messages, JSON to prose, and outer exceptions to inner ones. */
  private void read(List<Integer> carriers) {
    List<String> fromBodies = new ArrayList<>();
    List<String> fromMessages = new ArrayList<>();
    for (int carrier : carriers) {
      add(failures.get(carrier).body(LONGEST_TEXT), fromBodies);
      add(message(carrier), fromMessages);
    }
    fromBodies.forEach(text -> bodies.addAll(ErrorBody.in(text)));
    if (bodies.isEmpty()) {
      fromMessages.forEach(text -> bodies.addAll(ErrorBody.in(text)));
    }
    if (bodies.isEmpty()) {
      for (String text : fromBodies.isEmpty() ? fromMessages : fromBodies) {
        add(TextBody.message(text), messages);
      }
    }
    bodies.forEach(body -> messages.addAll(body.messages()));
  }

  private static void add(@Nullable String text, Collection<String> texts) {
    if (text != null) {
      texts.add(text);
    }
  }

  private void addCodes() {
    for (ErrorBody body : bodies) {
      body.codes().forEach(code -> codes.add(name(code)));
      body.codesOfAws().forEach(code -> codesOfAws.add(name(code)));
    }
    for (HttpFailure failure : failures) {
      failure.codes().forEach(code -> codes.add(name(code)));
      failure.codesOfAws().forEach(code -> codesOfAws.add(name(code)));
    }
    for (Throwable cause : causes) {
      if (cause.getClass().getName().startsWith(AWS)) {
        codesOfAws.add(name(cause.getClass().getSimpleName()));
      }
    }
    headers("x-amzn-errortype").forEach(code -> codesOfAws.add(name(code)));
    codes.addAll(codesOfAws);
  }

  /** Removes the namespace that Amazon puts before a code, and the address after it. */
  private static String name(String code) {
    String name = code.substring(code.indexOf('#') + 1);
    int end = name.indexOf(':');
    return (end < 0 ? name : name.substring(0, end)).toLowerCase(Locale.ROOT);
  }

  private int findStatus() {
    for (HttpFailure failure : failures) {
      int status = failure.status();
      if (status >= 0) {
        return status;
      }
    }
    for (Throwable cause : causes) {
      int status = statusInMessage(cause);
      if (status >= 0) {
        return status;
      }
    }
    for (String code : codes) {
      if (code.matches("[45]\\d\\d")) {
        return Integer.parseInt(code);
      }
    }
    return -1;
  }

  private static int statusInMessage(Throwable cause) {
    if (cause.getClass().getName().startsWith("org.springframework.ai.")) {
      String message = Causes.message(cause);
      Matcher start = message == null ? null : STATUS_IN_MESSAGE.matcher(message);
      if (start != null && start.lookingAt()) {
        return Integer.parseInt(start.group(1));
      }
    }
    return -1;
  }

  /** The failure and its causes. */
  List<Throwable> causes() {
    return causes;
  }

  /** The codes of an error object of Amazon. */
  Set<String> codesOfAws() {
    return codesOfAws;
  }

  @Override
  public Instant time() {
    Instant date = StatedTime.httpDate(header("date"), now);
    return date == null ? now : date;
  }

  /** The names of all headers, if the client can list them. */
  Set<String> headerNames() {
    Set<String> names = new LinkedHashSet<>();
    for (HttpFailure failure : failures) {
      names.addAll(failure.headerNames());
    }
    return names;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public @Nullable String header(String name) {
    List<String> values = headers(name);
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  public List<String> headers(String name) {
    return headers.computeIfAbsent(name, this::find);
  }

  private List<String> find(String name) {
    for (HttpFailure failure : failures) {
      List<String> values = failure.headers(name);
      if (!values.isEmpty()) {
        return values;
      }
    }
    return List.of();
  }

  @Override
  public Set<String> codes() {
    return codes;
  }

  @Override
  public List<String> values(String path) {
    List<String> values = new ArrayList<>();
    for (ErrorBody body : bodies) {
      values.addAll(body.values(path));
    }
    return values;
  }

  @Override
  public List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public @Nullable Duration retryAfter() {
    return duration(RetryAfter.delay(this));
  }

  @Override
  public @Nullable Duration duration(String header, TimeUnit unit) {
    return duration(TimeText.delay(headers(header), unit, time()));
  }

  private static @Nullable Duration duration(long nanos) {
    return nanos == Signal.NONE ? null : Duration.ofNanos(nanos);
  }

  @Override
  public String text() {
    return text;
  }
}
