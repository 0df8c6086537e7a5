package dev.ritmo.testkit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Answers requests over HTTP, as decided by the provider. */
final class ChatHandler implements HttpHandler {

  private static final String ANSWER = "All is well, and nothing else needs to be said.";
  private static final String[] PIECES = ANSWER.split("(?= )", -1);

  private final Account account;
  private final Delays delays;
  private final AtomicInteger numbers = new AtomicInteger();

  ChatHandler(Account account, Delays delays) {
    this.account = account;
    this.delays = delays;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!exchange.getRequestURI().getPath().equals(Rejections.PATH)) {
        fail(exchange, Rejections.WRONG_PATH);
      } else if (!exchange.getRequestMethod().equals("POST")) {
        fail(exchange, Rejections.WRONG_METHOD);
      } else {
        chat(exchange, Json.request(body));
      }
    }
  }

  private void chat(HttpExchange exchange, Json.@Nullable Request request) throws IOException {
    int number = numbers.getAndIncrement();
    Delays.Trip trip = delays.trip(number);
    pause(trip.upNanos());
    if (request == null) {
      refuse(exchange, trip, account.malformed());
      return;
    }
    Account.Decision decision = account.decide(request);
    if (decision.verdict() != null) {
      state(decision.verdict(), exchange.getResponseHeaders());
    }
    if (decision.failure() != null) {
      refuse(exchange, trip, decision.failure());
    } else if (request.stream()) {
      stream(exchange, request, number, trip);
    } else {
      pause(trip.modelNanos() + trip.downNanos());
      send(exchange, 200, Json.completion(request, number, ANSWER, PIECES.length));
    }
  }

  private void refuse(HttpExchange exchange, Delays.Trip trip, Failure failure) throws IOException {
    pause(delays.rejectionNanos() + trip.downNanos());
    fail(exchange, failure);
  }

  /** Sends the pieces of the answer, spread over the model's time. */
  private static void stream(
      HttpExchange exchange, Json.Request request, int number, Delays.Trip trip)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    pause(trip.downNanos());
    for (int i = 0; i < PIECES.length; i++) {
      pause(trip.modelNanos() / PIECES.length);
      event(out, Json.piece(request, number, PIECES[i], i == 0));
    }
    event(out, Json.lastChunk(request, number));
    if (request.includeUsage()) {
      event(out, Json.usageChunk(request, number, PIECES.length));
    }
    event(out, "[DONE]");
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void state(Verdict verdict, Headers headers) {
    if (verdict.limit() > 0) {
      headers.set("x-ratelimit-limit-requests", Integer.toString(verdict.limit()));
      headers.set("x-ratelimit-remaining-requests", Integer.toString(verdict.remaining()));
      headers.set("x-ratelimit-reset-requests", GoDuration.text(verdict.resetNanos()));
    }
  }

  private static void fail(HttpExchange exchange, Failure failure) throws IOException {
    failure.headers().forEach(exchange.getResponseHeaders()::set);
    send(exchange, failure.status(), failure.body());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Waits. A closed provider ends its threads by an interrupt, which cuts the connection. */
  private static void pause(long nanos) throws InterruptedIOException {
    long begin = System.nanoTime();
    for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - begin)) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedIOException("closed after " + Duration.ofNanos(nanos - left));
      }
    }
  }
}
