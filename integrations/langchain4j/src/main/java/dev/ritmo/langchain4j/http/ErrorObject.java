package dev.ritmo.langchain4j.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The error object at the top of a JSON body: {@code {"error": {"code": 429, ...}}}. What a model
 * has written stands in strings and lists further below, and is not looked at.
 *
 * @param status the HTTP status that it states; 0 if it states none
 * @param isAlone whether nothing that could be an answer stands beside it
 */
record ErrorObject(int status, boolean isAlone) {

  private static final JsonFactory JSON = new JsonFactory();

  private static final String NAME = "error";
  private static final String QUOTED = "\"error\"";

  /** Objects that are answers; all others answer with lists. */
  private static final Set<String> ANSWERS = Set.of("message", "response");

  private static final Set<String> STATUSES = Set.of("code", "status", "status_code");

  /** The error object in a body; null if there is none, or the body is not JSON. */
  static @Nullable ErrorObject in(String body) {
    if (!body.contains(QUOTED)) { // the rule: not even text of a model, whose quotes are escaped
      return null;
    }
    try (JsonParser json = JSON.createParser(body)) {
      return json.nextToken() == JsonToken.START_OBJECT ? in(json) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable ErrorObject in(JsonParser json) throws IOException {
    int status = -1;
    boolean isAlone = true;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals(NAME) && value == JsonToken.START_OBJECT) {
        status = status(json);
      } else if (value == JsonToken.START_ARRAY) {
        isAlone &= json.nextToken() == JsonToken.END_ARRAY;
        skipList(json);
      } else {
        isAlone &= !(value == JsonToken.START_OBJECT && ANSWERS.contains(name));
        json.skipChildren();
      }
    }
    return status < 0 ? null : new ErrorObject(status, isAlone);
  }

  /** Skips to the end of a list whose first token has been read. */
  private static void skipList(JsonParser json) throws IOException {
    while (json.currentToken() != null && json.currentToken() != JsonToken.END_ARRAY) {
      json.skipChildren();
      JsonToken unused = json.nextToken();
    }
  }

  private static int status(JsonParser json) throws IOException {
    int status = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (status == 0 && STATUSES.contains(name) && value.isScalarValue()) {
        status = statusOf(json.getText());
      }
      json.skipChildren();
    }
    return status;
  }

  private static int statusOf(String code) {
    return code.matches("[45]\\d\\d") ? Integer.parseInt(code) : 0;
  }
}
