package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Dimension.INPUT_TOKENS;
import static dev.ritmo.runtime.spi.Dimension.TOKENS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.Map;
import java.util.stream.Stream;

/** What gateways really answer, as clients throw it, and what that says. */
final class GatewayFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
    return Stream.of(
        row(
            "Apigee, spike",
            Clients.jdk(
                429,
                NONE,
                "{\"fault\":{\"faultstring\":\"Spike arrest violation. Allowed rate : MessageRate{capacity=10, period=Minutes}\",\"detail\":{\"errorcode\":\"policies.ratelimit.SpikeArrestViolation\"}}}"),
            REJECTED,
            Reason.RATE),
        row(
            "Apigee, in a stream",
            Clients.jdk(
                200,
                NONE,
                "{\"fault\":{\"faultstring\":\"Rate limit quota violation. Quota limit  exceeded.\",\"detail\":{\"errorcode\":\"policies.ratelimit.QuotaViolation\"}}}"),
            REJECTED,
            Reason.RATE),
        row(
            "Kong",
            Clients.jdk(
                429,
                Map.of(
                    "X-RateLimit-Limit-Minute",
                    "5",
                    "X-RateLimit-Remaining-Minute",
                    "0",
                    "RateLimit-Remaining",
                    "0",
                    "RateLimit-Reset",
                    "31"),
                "{\"message\":\"API rate limit exceeded\"}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT31S"),
        row(
            "Kong, minute and day",
            Clients.jdk(
                429,
                Map.of(
                    "X-RateLimit-Remaining-Minute",
                    "0",
                    "X-RateLimit-Remaining-Day",
                    "900",
                    "X-RateLimit-Reset-Minute",
                    "31",
                    "X-RateLimit-Reset-Day",
                    "40000"),
                "{\"message\":\"API rate limit exceeded\"}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT31S"),
        row(
            "a problem of RFC 9457",
            Clients.jdk(
                429,
                Map.of(
                    "RateLimit",
                    "\"default\";r=0;t=12",
                    "RateLimit-Policy",
                    "\"default\";q=100;w=60"),
                "{\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\",\"title\":\"Too many\",\"status\":429,\"detail\":\"Request quota exceeded\"}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT12S"),
        row(
            "Django",
            Clients.jdk(
                429,
                NONE,
                "{\"detail\":\"Request was throttled. Expected available in 5 seconds.\"}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT5S"),
        row(
            "Databricks",
            Clients.jdk(
                429,
                NONE,
                "{\"error_code\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"REQUEST_LIMIT_EXCEEDED: Exceeded workspace input tokens per minute rate limit for databricks-x.\"}"),
            REJECTED,
            Reason.RATE,
            INPUT_TOKENS,
            null),
        row(
            "watsonx, requests",
            Clients.jdk(
                429,
                Map.of("x-requests-limit-remaining", "0"),
                "{\"errors\":[{\"code\":\"rate_limit_reached_requests\",\"message\":\"The rate limit on requests has been reached. Please try again later.\"}],\"trace\":\"1\",\"status_code\":429}"),
            REJECTED,
            Reason.RATE),
        row(
            "watsonx, quota",
            Clients.jdk(
                403,
                NONE,
                "{\"errors\":[{\"code\":\"token_quota_reached\",\"message\":\"This API call was rejected because the token quota for this instance has been reached.\"}],\"status_code\":403}"),
            USELESS,
            Reason.QUOTA),
        row(
            "nginx",
            Clients.jdk(
                429,
                NONE,
                "<html>\n<head><title>429 Too Many Requests</title></head>\n<body><center><h1>429 Too Many Requests</h1></center></body></html>"),
            REJECTED,
            Reason.RATE),
        row(
            "HTML that speaks of days and codes",
            Clients.jdk(
                429,
                NONE,
                "<html><body>daily quota, 1000/month, retry after 5 hours, {\"error\":{\"code\":\"insufficient_quota\"}} <a href=\"/limits/daily\">x</a></body></html>"),
            REJECTED,
            Reason.RATE),
        row(
            "a link to the limits of a day",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"Too many requests, see https://example.com/quotas/daily?limit=1000/month\",\"code\":\"rate_limited\"}}"),
            REJECTED,
            Reason.RATE),
        row(
            "words about a month",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"Slow down. Higher monthly plans are available: 1000 requests per day.\",\"code\":\"rate_limited\"}}"),
            REJECTED,
            Reason.RATE,
            CALLS,
            null),
        row(
            "a code in a field that repeats the request",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"Too many requests\",\"code\":\"rate_limited\"},\"request\":{\"error\":{\"code\":\"insufficient_quota\"}},\"messages\":[{\"code\":\"insufficient_quota\"}]}"),
            REJECTED,
            Reason.RATE),
        row(
            "a code too deep",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"No.\",\"context\":{\"prompt\":{\"code\":\"insufficient_quota\",\"type\":\"billing_error\"}}}}"),
            REJECTED,
            Reason.RATE),
        row(
            "422 with what was sent",
            Clients.jdk(
                422,
                Map.of("Retry-After", "9"),
                "{\"detail\":[{\"type\":\"throttlingexception\",\"msg\":\"rate limit, try again in 3 hours\",\"input\":{\"code\":\"slow_down\",\"error\":{\"code\":\"ThrottlingException\"}}}]}"),
            USELESS,
            Reason.BAD_REQUEST),
        row(
            "400 that speaks of limits",
            Clients.jdk(
                400,
                Map.of("Retry-After", "9"),
                "{\"error\":{\"message\":\"Rate limit exceeded, try again in 5s\",\"type\":\"invalid_request_error\",\"code\":\"rateLimitExceeded\"}}"),
            USELESS,
            Reason.BAD_REQUEST),
        row(
            "400 with a code of Amazon's that is none",
            Clients.jdk(
                400, NONE, "{\"error\":{\"message\":\"x\",\"code\":\"ThrottlingException\"}}"),
            USELESS,
            Reason.BAD_REQUEST),
        row(
            "400 that is overloaded",
            Clients.jdk(400, NONE, "{\"error\":{\"message\":\"x\",\"code\":\"overloaded_error\"}}"),
            USELESS,
            Reason.BAD_REQUEST),
        row(
            "an event of a stream",
            Clients.jdk(
                200,
                NONE,
                "data: {\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Rate limit reached for gpt-4o. Please try again in 2s.\"}}}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT2S"),
        row(
            "an event of a stream with its name",
            Clients.jdk(
                200,
                NONE,
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"),
            OVERLOADED,
            Reason.OVERLOAD),
        row(
            "text",
            Clients.jdk(429, NONE, "Too many requests, please try again in 30 seconds."),
            REJECTED,
            Reason.RATE,
            null,
            "PT30S"),
        row(
            "what a client in Python prints",
            Clients.jdk(
                429,
                NONE,
                "{\"detail\": \"Error code: 429 - {'error': {'message': \\\"You've exceeded it\\\", 'type': 'insufficient_quota', 'param': None, 'code': 'insufficient_quota'}}\"}"),
            USELESS,
            Reason.SPEND),
        row(
            "a gateway before Azure",
            Clients.jdk(
                429,
                NONE,
                "{\"success\": false, \"error\": {\"message\": \"azure-openai error: The system is currently experiencing high demand and cannot process your request. Please retry after 20 seconds.\", \"code\": \"RATE_LIMITED\"}, \"status\": 429}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT20S"),
        row(
            "Cloudflare, capacity",
            Clients.jdk(
                429,
                NONE,
                "{\"errors\": [{\"message\": \"AiError: AiError: Capacity temporarily exceeded, please try again.\", \"code\": 3040}], \"success\": false, \"messages\": []}"),
            OVERLOADED,
            Reason.OVERLOAD),
        row(
            "Cloudflare, day",
            Clients.jdk(
                429,
                NONE,
                "{\"errors\": [{\"message\": \"you have used up your daily free allocation of 10,000 neurons\", \"code\": 4006}], \"success\": false}"),
            USELESS,
            Reason.QUOTA),
        row(
            "Kong, with its own header",
            Clients.jdk(
                429,
                Map.of("X-AI-RateLimit-Retry-After", "33"),
                "{\"message\": \"AI token rate limit exceeded for provider(s): openai\"}"),
            REJECTED,
            Reason.RATE,
            TOKENS,
            "PT33S"),
        row(
            "a mark in front of the body",
            Clients.jdk(429, NONE, "\uFEFF{\"error\":{\"code\":\"insufficient_quota\"}}"),
            USELESS,
            Reason.SPEND),
        row(
            "an event after a comment",
            Clients.jdk(
                429,
                NONE,
                ": ping\n\nevent: error\ndata: {\"error\":{\"code\":\"insufficient_quota\"}}"),
            USELESS,
            Reason.SPEND),
        row(
            "Replicate",
            Clients.jdk(
                429,
                NONE,
                "{\"detail\": \"Request was throttled. Your rate limit resets in ~5s.\", \"status\": 429, \"retry_after\": 5}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT5S"),
        row(
            "vLLM",
            Clients.jdk(
                400,
                NONE,
                "{\"object\": \"error\", \"message\": \"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens\", \"type\": \"BadRequestError\", \"param\": null, \"code\": 400}"),
            USELESS,
            Reason.TOO_LARGE),
        row(
            "HTML that is cut off",
            Clients.jdk(429, NONE, "<html><body>Too many requests<br>Please retry after 5 minutes"),
            REJECTED,
            Reason.RATE));
  }
}
