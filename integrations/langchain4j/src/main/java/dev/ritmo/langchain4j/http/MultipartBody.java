package dev.ritmo.langchain4j.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.http.client.FormDataFile;
import dev.langchain4j.http.client.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The fields and files of a form, as {@code multipart/form-data} (RFC 7578). */
final class MultipartBody {

  private static final String LINE = "\r\n";

  private final String boundary = "Ritmo-" + UUID.randomUUID();
  private final List<byte[]> parts = new ArrayList<>();

  private MultipartBody() {}

  static boolean isIn(HttpRequest request) {
    return !request.formDataFields().isEmpty() || !request.formDataFiles().isEmpty();
  }

  static MultipartBody of(HttpRequest request) {
    MultipartBody body = new MultipartBody();
    request.formDataFields().forEach(body::add);
    request.formDataFiles().forEach(body::add);
    body.add("--" + body.boundary + "--" + LINE);
    return body;
  }

  private void add(String field, String value) {
    begin(field);
    add(LINE + LINE + value + LINE);
  }

  private void add(String field, FormDataFile file) {
    begin(field);
    add("; filename=\"" + escaped(file.fileName()) + "\"" + LINE);
    String type = file.contentType();
    if (type != null && !type.isBlank()) {
      add("Content-Type: " + type.strip() + LINE);
    }
    add(LINE);
    parts.add(file.content());
    add(LINE);
  }

  private void begin(String field) {
    add("--" + boundary + LINE + "Content-Disposition: form-data; name=\"" + escaped(field) + "\"");
  }

  /** As browsers escape names, so that none can end its header. */
  private static String escaped(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private void add(String text) {
    parts.add(text.getBytes(UTF_8));
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  BodyPublisher publisher() {
    return BodyPublishers.ofByteArrays(parts);
  }
}
