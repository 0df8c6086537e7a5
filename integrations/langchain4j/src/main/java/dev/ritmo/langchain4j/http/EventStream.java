package dev.ritmo.langchain4j.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The answer to one request as a stream of events, from its headers to its end. */
final class EventStream {

  private static final int LONGEST_BLANK = 4096;

  private final ServerSentEventParser parser;
  private final CheckedEvents events;
  private final SentRequest sent;
  private final ClassLoader ofCaller = Thread.currentThread().getContextClassLoader();

  EventStream(ServerSentEventParser parser, ServerSentEventListener listener, SentRequest sent) {
    this.parser = parser;
    this.events = new CheckedEvents(listener, sent);
    this.sent = sent;
  }

  /** Reads the stream to its end, on a thread that may block. */
  void answered(@Nullable HttpResponse<InputStream> answer, @Nullable Throwable failure) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ofCaller);
    try {
      if (answer != null) {
        read(answer);
      } else if (failure != null) {
        events.onError(reason(failure));
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Throwable reason(Throwable failure) {
    Throwable cause = failure.getCause();
    Throwable reason = failure instanceof CompletionException && cause != null ? cause : failure;
    return reason instanceof HttpTimeoutException ? new TimeoutException(reason) : reason;
  }

  @SuppressWarnings("CatchingUnchecked") // whatever the parser throws, the listener must hear it
  private void read(HttpResponse<InputStream> answer) {
    sent.answered(answer.headers());
    try (InputStream body = new BufferedInputStream(answer.body())) {
      if (!AnswerCheck.isSuccess(answer.statusCode())) {
        events.onError(
            new ErrorResponseException(answer.statusCode(), rest(body), answer.headers()));
        return;
      }
      events.opened(answer);
      ErrorResponseException error = notEvents(answer, body);
      if (error != null) {
        events.onError(error);
        return;
      }
      parser.parse(body, events);
      events.onClose();
    } catch (Throwable e) {
      events.onError(e);
    }
  }

  /** The error if the body cannot be a stream of events; otherwise null, and nothing is read. */
  private @Nullable ErrorResponseException notEvents(HttpResponse<?> answer, InputStream body)
      throws IOException {
    if (AnswerCheck.isPage(answer.headers(), "")) {
      return AnswerCheck.page(answer);
    }
    int first = parser instanceof DefaultServerSentEventParser ? firstOf(body) : -1;
    if (first != '{' && first != '[' && first != '<') {
      return null;
    }
    String text = rest(body);
    if (AnswerCheck.isPage(answer.headers(), text)) {
      return AnswerCheck.page(answer);
    }
    ErrorResponseException error = AnswerCheck.errorObject(text, true, answer);
    return error == null ? AnswerCheck.noEvents(answer) : error;
  }

  /** The first character that is not blank, which stays to be read. */
  private static int firstOf(InputStream body) throws IOException {
    body.mark(LONGEST_BLANK);
    int first = body.read();
    for (int i = 1; i < LONGEST_BLANK && first >= 0 && Character.isWhitespace(first); i++) {
      first = body.read();
    }
    body.reset();
    return first;
  }

  private static String rest(InputStream body) {
    try {
      return new String(body.readNBytes(AnswerCheck.LONGEST_ERROR), UTF_8);
    } catch (IOException e) {
      return ""; // the status and the headers say enough
    }
  }
}
