package dev.ritmo.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers requests over HTTP, as decided by the account to which they belong. */
final class ChatHandler implements HttpHandler {

  private final Accounts accounts;
  private final ArrivalLog log;
  private final Delays delays;
  private final Answers answers;
  private final Set<Integer> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger numbers = new AtomicInteger();

  ChatHandler(Accounts accounts, ArrivalLog log, Delays delays, Answers answers) {
    this.accounts = accounts;
    this.log = log;
    this.delays = delays;
    this.answers = answers;
  }

  int connections() {
    return connections.size();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      connections.add(port(exchange));
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      WireFormat format = Routes.format(path);
      if (format == null) {
        Response.send(exchange, OpenAiErrors.reply(Rejections.wrongPath(path)));
      } else if (!exchange.getRequestMethod().equals("POST")) {
        Response.send(exchange, format.failure(Rejections.WRONG_METHOD));
      } else {
        ObjectNode json = Json.object(body);
        answer(exchange, format, json == null ? null : format.read(json, path));
      }
    }
  }

  private void answer(HttpExchange exchange, WireFormat format, @Nullable ModelRequest asked)
      throws IOException {
    Delays.Trip trip = delays.trip(numbers.getAndIncrement());
    Pause.nanos(trip.upNanos());
    Response response = new Response(exchange, format, trip);
    Account account = accounts.withKey(ApiKeys.hash(exchange));
    ModelRequest request = asked == null ? ModelRequest.unread(format.endpoint()) : asked;
    if (account == null) {
      log.refuseUnknown(Rejections.WRONG_KEY, request, port(exchange));
      refuse(response, trip, Rejections.WRONG_KEY);
    } else if (asked == null) {
      Failure malformed = Rejections.malformed(format.needs());
      account.refuse(malformed, request, port(exchange));
      refuse(response, trip, malformed);
    } else {
      answer(response, trip, account, account.decide(asked, port(exchange)));
    }
  }

  private void answer(
      Response response, Delays.Trip trip, Account account, Account.Decision decision)
      throws IOException {
    if (decision.failure() != null) {
      response.state(decision.standing());
      refuse(response, trip, decision.failure());
      return;
    }
    Settlement settlement = new Settlement(account, decision);
    ModelAnswer answer = ask(decision.request());
    if (answer.statesLimits()) {
      response.state(decision.standing());
    }
    if (answer.failure() != null) {
      settlement.fail(answer.failure());
      refuse(response, trip, answer.failure());
      return;
    }
    Served served = Served.of(decision.request(), answer);
    try {
      response.serve(served, settlement);
    } finally {
      settlement.settle(served.usage());
    }
  }

  /** What a test throws is answered, or its client would wait. */
  private ModelAnswer ask(ModelRequest request) {
    try {
      return answers.to(request);
    } catch (RuntimeException | AssertionError e) {
      return ModelAnswer.failure(
          Failure.of(500, "server_error", "answers", "The answers of the test have failed: " + e));
    }
  }

  private void refuse(Response response, Delays.Trip trip, Failure failure) throws IOException {
    Pause.nanos(delays.rejectionNanos() + trip.downNanos());
    response.fail(failure);
  }

  private static int port(HttpExchange exchange) {
    return exchange.getRemoteAddress().getPort();
  }
}
