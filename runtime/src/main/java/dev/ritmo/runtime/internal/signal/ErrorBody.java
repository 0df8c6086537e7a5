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
 * first. Nothing else of the body is looked at: it may repeat the request.
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

  /** Where an error object holds its codes, the most specific first. */
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

  /** Where a gateway keeps the answer of another provider as a text. */
  private static final String FORWARDED = "error.metadata.raw";

  /** Where LiteLLM, and clients in Python within a gateway, put that answer within a message. */
  private static final Pattern FORWARDED_IN_MESSAGE =
      Pattern.compile(
          "(?:(?:litellm\\.)?\\w{1,60}Error: (?:(?:litellm\\.)?\\w{1,60}(?:Error|Exception): ){0,2}"
              + "\\w{1,60}(?:Exception|Error)(?: \\w{1,60}Error)? - (?:Error code: \\d{3} - )?"
              + "|Error code: \\d{3} - )(?:b?['\"])?(?=\\{)");

  /** What a client of Google's, within a gateway, makes of an answer: the same code, once more. */
  private static final Pattern REPEATED =
      Pattern.compile("\\{\\s*\"error\":\\s*\\{\\s*\"code\":\\s*(?<code>\\d{3}),");

  private static final int MOST_BODIES = 4;

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private ErrorBody(List<Field> fields) {
    for (Field field : fields) {
      values.computeIfAbsent(field.path(), path -> new ArrayList<>()).add(field.value());
    }
  }

  /** The body in a text, and those that it forwards; none if the text is no JSON. */
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

  /** The codes that only Amazon gives in this way. */
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
