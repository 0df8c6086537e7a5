package dev.ritmo.runtime.spi;

/**
 * Names of {@linkplain CallObserver.Call#attributes attributes of calls}, by which integrations
 * that see requests tell observers about them. They are those of OpenTelemetry's conventions for
 * generative AI. Where a call sends several requests, the attributes are those of the last one.
 *
 * <pre>{@code
 * Ritmo.currentCall()
 *     .ifPresent(call -> call.attributes().put(CallAttributes.REQUEST_MODEL, "gpt-5.2"));
 * }</pre>
 */
public final class CallAttributes {

  /** What is done, a {@code String}: {@code chat}, {@code embeddings}, {@code text_completion}. */
  public static final String OPERATION = "gen_ai.operation.name";

  /** The provider, a {@code String}: {@code openai}, {@code anthropic}, {@code aws.bedrock}. */
  public static final String PROVIDER = "gen_ai.provider.name";

  /** The model that was asked for, a {@code String}. */
  public static final String REQUEST_MODEL = "gen_ai.request.model";

  /** The most tokens that the answer may have, a {@code Long}. */
  public static final String REQUEST_MAX_TOKENS = "gen_ai.request.max_tokens";

  /** The model that answered, a {@code String}. */
  public static final String RESPONSE_MODEL = "gen_ai.response.model";

  /** The identifier of the answer, a {@code String}. */
  public static final String RESPONSE_ID = "gen_ai.response.id";

  /** Why the model stopped, a {@code List} of {@code String}s: {@code stop}, {@code length}. */
  public static final String FINISH_REASONS = "gen_ai.response.finish_reasons";

  /** Tokens of the prompt, cached ones included, a {@code Long}. */
  public static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";

  /** Tokens of the answer, a {@code Long}. */
  public static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";

  /** Tokens of the prompt that came from a cache, a {@code Long}. */
  public static final String CACHE_READ_TOKENS = "gen_ai.usage.cache_read.input_tokens";

  /** The host of the provider, a {@code String}. */
  public static final String SERVER_ADDRESS = "server.address";

  /** The port of the provider, a {@code Long}. */
  public static final String SERVER_PORT = "server.port";

  private CallAttributes() {}
}
