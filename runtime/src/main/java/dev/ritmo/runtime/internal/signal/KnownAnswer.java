package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The answer that a failure and its causes have kept together, the outer ones first. */
final class KnownAnswer implements Answer {

  private static final int LONGEST_TEXT = 16 << 10;
  private static final int MOST_TEXTS = 4;

  private static final Set<String> CODE_FIELDS =
      Set.of(
          "code",
          "type",
          "status",
          "reason",
          "error",
          "error_code",
          "errorcode",
          "error_type",
          "__type");

  private static final String AWS = "software.amazon.awssdk.";

  /** Spring AI keeps the status in the message only. */
  private static final Pattern STATUS_IN_MESSAGE = Pattern.compile("(?:HTTP )?([45]\\d\\d) - ");

  private final List<Throwable> causes;
  private final Instant now;
  private final List<HttpFailure> failures = new ArrayList<>();
  private final List<JsonFields.Field> fields = new ArrayList<>();
  private final Set<String> codes = new LinkedHashSet<>();
  private final String text;
  private final int status;

  private KnownAnswer(List<Throwable> causes, Instant now) {
    this.causes = causes;
    this.now = now;
    for (Throwable cause : causes) {
      failures.add(new HttpFailure(cause));
    }
    Set<String> texts = texts();
    for (String part : texts) {
      fields.addAll(JsonFields.in(part));
    }
    text = String.join("\n", texts);
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
      String message = Causes.message(causes.get(i));
      if (message != null) {
        texts.add(Texts.start(message, LONGEST_TEXT));
      }
    }
    return texts;
  }

  private void addCodes() {
    for (JsonFields.Field field : fields) {
      if (CODE_FIELDS.contains(field.name().toLowerCase(Locale.ROOT))) {
        addCode(field.value());
      }
    }
    for (HttpFailure failure : failures) {
      failure.codes().forEach(this::addCode);
    }
    for (Throwable cause : causes) {
      if (cause.getClass().getName().startsWith(AWS)) {
        addCode(cause.getClass().getSimpleName());
      }
    }
    String ofAws = header("x-amzn-errortype");
    if (ofAws != null) {
      addCode(ofAws);
    }
  }

  /** Amazon puts a name space before a code, and an address behind it. */
  private void addCode(String code) {
    String name = code.substring(code.indexOf('#') + 1);
    int end = name.indexOf(':');
    codes.add((end < 0 ? name : name.substring(0, end)).toLowerCase(Locale.ROOT));
  }

  private int findStatus() {
    for (HttpFailure failure : failures) {
      int status = failure.status();
      if (status >= 0) {
        return status;
      }
    }
    for (Throwable cause : causes) {
      String message = Causes.message(cause);
      if (message != null && cause.getClass().getName().startsWith("org.springframework.ai.")) {
        Matcher start = STATUS_IN_MESSAGE.matcher(message);
        if (start.lookingAt()) {
          return Integer.parseInt(start.group(1));
        }
      }
    }
    for (String code : codes) {
      if (code.matches("[45]\\d\\d")) {
        return Integer.parseInt(code);
      }
    }
    return -1;
  }

  /** The failure and its causes. */
  List<Throwable> causes() {
    return causes;
  }

  /** The time of day where the provider is, if its answer says so; otherwise the one here. */
  Instant time() {
    Instant date = StatedTime.httpDate(header("date"));
    return date == null ? now : date;
  }

  /** The values of all fields of this name in the body, whatever its case. */
  List<String> fields(String name) {
    List<String> values = new ArrayList<>();
    for (JsonFields.Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        values.add(field.value());
      }
    }
    return values;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public @Nullable String header(String name) {
    for (HttpFailure failure : failures) {
      String value = failure.header(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  @Override
  public Set<String> codes() {
    return codes;
  }

  @Override
  public String text() {
    return text;
  }
}
