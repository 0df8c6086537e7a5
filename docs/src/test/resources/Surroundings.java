package com.acme;

import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.ritmo.RateLimited;
import dev.ritmo.runtime.Limiter;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** What the examples of the documentation take for granted: a model, a user, a request ... */
abstract class Surroundings {

  final Logger log = LoggerFactory.getLogger("com.acme");
  final Map<String, String> cache = new ConcurrentHashMap<>();

  Assistant assistant;
  StreamingChatResponseHandler handler;
  String key;
  ChatMemory memory;
  ChatModel model;
  ChatModel openAiModel;
  StreamingChatModel openAiStreaming;
  String question;
  ChatModel euModel;
  ChatModel usModel;
  ChatModel claudeModel;
  ChatRequest request;
  Limiter openai;
  Reports reports;
  String prompt;
  String text;
  Object tools;
  String url;
  TransactionTemplate transaction;

  ChatModel newModel(String key) {
    return model;
  }

  String currentKey() {
    return text;
  }

  String next() {
    return text;
  }

  void handle(String answer) {}
}

interface Assistant {
  String chat(String message);
}

record User(String id) {}

record Request(User user, String text) {
  static final String DEFAULT_USER = "nobody";

  void validate() {}
}

interface Session {
  String user();

  String loadUser() throws IOException;
}

interface Report {
  String text();

  void setSummary(String summary);
}

interface Reports {
  Report find(long id);
}

@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@RateLimited(calls = 10)
@interface OpenAiCall {}

final class AcmeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  Duration waitFor() {
    return Duration.ofSeconds(1);
  }
}
