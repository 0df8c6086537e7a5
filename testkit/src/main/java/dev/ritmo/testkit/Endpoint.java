package dev.ritmo.testkit;

/** What a {@link LocalProvider} answers. */
public enum Endpoint {
  /** OpenAI's {@code POST /v1/chat/completions}. */
  OPENAI_CHAT,
  /** OpenAI's {@code POST /v1/embeddings}. */
  OPENAI_EMBEDDINGS,
  /** OpenAI's {@code POST /v1/moderations}. */
  OPENAI_MODERATIONS,
  /** Anthropic's {@code POST /v1/messages}. */
  ANTHROPIC_MESSAGES,
  /**
   * Gemini's {@code POST /v1beta/models/{model}:generateContent} and {@code
   * :streamGenerateContent}.
   */
  GEMINI_CONTENT,
  /** Gemini's {@code POST /v1beta/models/{model}:embedContent} and {@code :batchEmbedContents}. */
  GEMINI_EMBEDDINGS
}
