package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.TOKENS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.TRANSIENT;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.Map;
import java.util.stream.Stream;

/** What LiteLLM really answers, as clients throw it, and what that says. */
final class LiteLlmFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
    return Stream.of(
        row(
            "the rejection of OpenAI",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"litellm.RateLimitError: RateLimitError: OpenAIException - Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Used 29500, Requested 1200. Please try again in 1.5s.. Received Model Group=gpt-4o\",\"type\":\"throttling_error\",\"param\":\"None\",\"code\":\"429\"}}"),
            REJECTED,
            Reason.RATE,
            TOKENS,
            "PT1.5S"),
        row(
            "a day of OpenAI",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"litellm.RateLimitError: RateLimitError: OpenAIException - Rate limit reached for gpt-4o in organization org-x on requests per day (RPD): Limit 200, Used 200, Requested 1.\",\"type\":\"throttling_error\",\"param\":\"None\",\"code\":\"429\"}}"),
            USELESS,
            Reason.QUOTA),
        row(
            "no credit at OpenAI",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"litellm.RateLimitError: RateLimitError: OpenAIException - You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.\",\"type\":\"throttling_error\",\"param\":\"None\",\"code\":\"429\"}}"),
            USELESS,
            Reason.SPEND),
        row(
            "the body of Anthropic",
            Clients.jdk(
                529,
                NONE,
                "{\"error\":{\"message\":\"litellm.InternalServerError: AnthropicException - {\\\"type\\\":\\\"error\\\",\\\"error\\\":{\\\"type\\\":\\\"overloaded_error\\\",\\\"message\\\":\\\"Overloaded\\\"}}. Handle with `litellm.InternalServerError`.\",\"type\":\"None\",\"param\":\"None\",\"code\":\"500\"}}"),
            OVERLOADED,
            Reason.OVERLOAD),
        row(
            "the body of Anthropic, no credit",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"litellm.RateLimitError: AnthropicException - {\\\"type\\\":\\\"error\\\",\\\"error\\\":{\\\"type\\\":\\\"rate_limit_error\\\",\\\"message\\\":\\\"Limit reached.\\\",\\\"details\\\":{\\\"error_code\\\":\\\"enforced_spend_limit_reached\\\"}}}\",\"type\":\"None\",\"param\":\"None\",\"code\":\"429\"}}"),
            USELESS,
            Reason.SPEND),
        row(
            "the body of Google, in bytes",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"litellm.RateLimitError: litellm.RateLimitError: VertexAIException - b'{\\\"error\\\":{\\\"code\\\":429,\\\"status\\\":\\\"RESOURCE_EXHAUSTED\\\",\\\"details\\\":[{\\\"@type\\\":\\\"type.googleapis.com/google.rpc.RetryInfo\\\",\\\"retryDelay\\\":\\\"19s\\\"}]}}'\",\"type\":\"None\",\"param\":\"None\",\"code\":\"429\"}}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT19S"),
        row(
            "too long",
            Clients.jdk(
                400,
                NONE,
                "{\"error\":{\"message\":\"litellm.ContextWindowExceededError: litellm.BadRequestError: ContextWindowExceededError: OpenAIException - This model's maximum context length is 8192 tokens.\",\"type\":\"invalid_request_error\",\"param\":\"None\",\"code\":\"400\"}}"),
            USELESS,
            Reason.TOO_LARGE),
        row(
            "filtered",
            Clients.jdk(
                400,
                NONE,
                "{\"error\":{\"message\":\"litellm.ContentPolicyViolationError: AzureException - The response was filtered.\",\"type\":\"None\",\"param\":\"None\",\"code\":\"400\"}}"),
            USELESS,
            Reason.CONTENT),
        row(
            "wrong key of the provider",
            Clients.jdk(
                401,
                NONE,
                "{\"error\":{\"message\":\"litellm.AuthenticationError: AnthropicException - invalid x-api-key\",\"type\":\"auth_error\",\"param\":\"None\",\"code\":\"401\"}}"),
            USELESS,
            Reason.CREDENTIALS),
        row(
            "took too long",
            Clients.jdk(
                408,
                NONE,
                "{\"error\":{\"message\":\"litellm.Timeout: Connection timed out after 600.0 seconds.\",\"type\":\"timeout_error\",\"param\":\"None\",\"code\":\"408\"}}"),
            TRANSIENT,
            Reason.TIMEOUT),
        row(
            "its own budget",
            Clients.jdk(
                400,
                NONE,
                "{\"error\":{\"message\":\"Budget has been exceeded! Current cost: 1.2, Max budget: 1.0\",\"type\":\"budget_exceeded\",\"param\":\"None\",\"code\":\"400\"}}"),
            USELESS,
            Reason.SPEND),
        row(
            "its own limit",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"Rate limit exceeded for api_key: 88dc28. Limit type: requests. Current limit: 2, Remaining: 0. Limit resets at: 2026-11-23 12:00:30 UTC\",\"type\":\"None\",\"param\":\"None\",\"code\":\"429\"}}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT30S"),
        row(
            "its own limit, with its header",
            Clients.jdk(
                429,
                Map.of("retry-after", "45"),
                "{\"error\":{\"message\":\"Rate limit exceeded for api_key: 88dc28. Limit type: tokens. Limit resets at: 2026-11-23 12:00:30 UTC\",\"type\":\"None\",\"param\":\"None\",\"code\":\"429\"}}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT45S"),
        row(
            "everything cools down",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"No deployments available for selected model, Try again in 60 seconds. Passed model=gpt-4o. pre-call-checks=False, cooldown_list=[('a', {'exception_received': 'wait 9 hours'})]\",\"type\":\"None\",\"param\":\"None\",\"code\":\"429\"}}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT1M"),
        row(
            "what a client in Python prints",
            Clients.jdk(
                429,
                NONE,
                "{\"error\": {\"message\": \"litellm.RateLimitError: AzureException RateLimitError - Error code: 429 - {'error': {'code': '429', 'message': 'Requests to the ChatCompletions_Create Operation have exceeded token rate limit of your current AIServices S0 pricing tier. Please retry after 12 seconds.'}}\\nReceived Model Group=azure-gpt-4o-mini\", \"type\": \"throttling_error\", \"param\": null, \"code\": \"429\"}}"),
            REJECTED,
            Reason.RATE,
            TOKENS,
            "PT12S"));
  }
}
