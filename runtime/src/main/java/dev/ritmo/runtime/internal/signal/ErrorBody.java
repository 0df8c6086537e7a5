package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.internal.signal.JsonFields.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The error objects in a body, at the places where providers and gateways put them, the outermost
 * first. Nothing else in the body is read, because it may repeat the request.
 */
final class ErrorBody {

  /** The paths of error objects, the outermost first. */
  private static final List<String> PLACES =
      List.of(
          "",
          "error",
          "errors",
          "response.error",
          "error.error",
          "error.errors",
          "detail",
          "detail.error",
          "fault");

  /** The fields of an error object that hold codes, the most specific first. */
  private static final List<String> CODES =
      List.of(
          "details.error_code",
          "innererror.code",
          "innererror.innererror.code",
          "detail.errorcode",
          "error_code",
          "errorcode",
          "code",
          "details.reason",
          "reason",
          "status",
          "type",
          "error_type",
          "__type",
          "error",
          "statuscode",
          "status_code",
          "raw_status_code");

  private static final List<String> MESSAGES =
      List.of("message", "error", "detail", "msg", "error_msg", "error_message", "faultstring");

  /** The fields in which a gateway keeps the answer of another provider as text. */
  private static final String FORWARDED = "error.metadata.raw";

  /** How LiteLLM, and Python clients within a gateway, embed that answer in a message. */
  private static final Pattern FORWARDED_IN_MESSAGE =
      Pattern.compile(
          "(?:(?:litellm\\.)?\\w{1,60}Error: (?:(?:litellm\\.)?\\w{1,60}(?:Error|Exception): ){0,2}"
              + "\\w{1,60}(?:Exception|Error)(?: \\w{1,60}Error)? - (?:Error code: \\d{3} - )?"
              + "|Error code: \\d{3} - )(?:b?['\"])?(?=\\{)");

  /** How a Google client within a gateway wraps an answer: it repeats the code. */
  private static final Pattern REPEATED =
      Pattern.compile("\\{\\s*\"error\":\\s*\\{\\s*\"code\":\\s*(?<code>\\d{3}),");

  private static final int MOST_BODIES = 4;

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private ErrorBody(List<Field> fields) {
    for (Field field : fields) {
      values.computeIfAbsent(field.path(), path -> new ArrayList<>()).add(field.value());
    }
  }

  /** The body in a text, and the bodies that it forwards; empty if the text is not JSON. */
  static List<ErrorBody> in(String text) {
    List<ErrorBody> bodies = new ArrayList<>();
    int begin = TextBody.json(text);
    while (begin >= 0 && bodies.size() < MOST_BODIES) {
      ErrorBody body = new ErrorBody(JsonFields.in(text, begin));
      bodies.add(body);
      String forwarded = body.forwarded();
      text = forwarded;
      begin = TextBody.json(forwarded);
    }
    return bodies;
  }

  private String forwarded() {
    for (String raw : values.getOrDefault(FORWARDED, List.of())) {
      return raw;
    }
    for (String message : messages()) {
      Matcher prefix = FORWARDED_IN_MESSAGE.matcher(message);
      if (prefix.lookingAt()) {
        return message.substring(prefix.end());
      }
      Matcher repeated = REPEATED.matcher(message);
      if (repeated.lookingAt() && at("error", "code").contains(repeated.group("code"))) {
        return message;
      }
    }
    return "";
  }

  /** The codes, the outermost object and the most specific first. */
  List<String> codes() {
    List<String> codes = new ArrayList<>();
    for (String place : PLACES) {
      for (String name : CODES) {
        codes.addAll(at(place, name));
      }
    }
    return codes;
  }

  /** The codes in fields that only Amazon uses. */
  List<String> codesOfAws() {
    return at("", "__type");
  }

  /** The messages, the outermost first. */
  List<String> messages() {
    List<String> messages = new ArrayList<>();
    for (String place : PLACES) {
      for (String name : MESSAGES) {
        messages.addAll(at(place, name));
      }
    }
    for (String raw : values.getOrDefault(FORWARDED, List.of())) {
      if (TextBody.json(raw) < 0) {
        messages.add(raw);
      }
    }
    messages.removeIf(String::isBlank);
    return messages;
  }

  /** The values of a field of the error objects, the outermost first. */
  List<String> values(String path) {
    List<String> found = new ArrayList<>();
    for (String place : PLACES) {
      found.addAll(at(place, path.toLowerCase(Locale.ROOT)));
    }
    return found;
  }

  private List<String> at(String place, String name) {
    return values.getOrDefault(place.isEmpty() ? name : place + "." + name, List.of());
  }
}
