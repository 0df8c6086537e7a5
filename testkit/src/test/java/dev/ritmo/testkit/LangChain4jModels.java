package dev.ritmo.testkit;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/** The real clients of LangChain4j, without retries of their own. */
enum LangChain4jModels {
  OPENAI {
    @Override
    ChatModel blocking(LocalProvider provider, String key) {
      return OpenAiChatModel.builder()
          .baseUrl(provider.baseUrl())
          .apiKey(key)
          .modelName("tiny")
          .maxRetries(0)
          .build();
    }

    @Override
    StreamingChatModel streaming(LocalProvider provider, String key) {
      return OpenAiStreamingChatModel.builder()
          .baseUrl(provider.baseUrl())
          .apiKey(key)
          .modelName("tiny")
          .build();
    }
  },
  ANTHROPIC {
    @Override
    ChatModel blocking(LocalProvider provider, String key) {
      return AnthropicChatModel.builder()
          .baseUrl(provider.anthropicBaseUrl())
          .apiKey(key)
          .modelName("tiny")
          .maxRetries(0)
          .build();
    }

    @Override
    StreamingChatModel streaming(LocalProvider provider, String key) {
      return AnthropicStreamingChatModel.builder()
          .baseUrl(provider.anthropicBaseUrl())
          .apiKey(key)
          .modelName("tiny")
          .build();
    }
  },
  GEMINI {
    @Override
    ChatModel blocking(LocalProvider provider, String key) {
      return GoogleAiGeminiChatModel.builder()
          .baseUrl(provider.geminiBaseUrl())
          .apiKey(key)
          .modelName("tiny")
          .maxRetries(0)
          .build();
    }

    @Override
    StreamingChatModel streaming(LocalProvider provider, String key) {
      return GoogleAiGeminiStreamingChatModel.builder()
          .baseUrl(provider.geminiBaseUrl())
          .apiKey(key)
          .modelName("tiny")
          .build();
    }
  };

  abstract ChatModel blocking(LocalProvider provider, String key);

  abstract StreamingChatModel streaming(LocalProvider provider, String key);
}
