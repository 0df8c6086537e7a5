package dev.ritmo.testkit;

import java.util.List;

/**
 * A request as {@link Answers} see it, whatever the provider whose format it has. Contains neither
 * the prompt nor the key.
 *
 * @param number its index in the order of arrival at the provider, from 0
 * @param account the name of its account
 * @param endpoint what it asks for
 * @param model the name of the model; empty if the request cannot be read
 * @param stream whether the answer is streamed
 * @param usageWanted whether a streamed answer says what it has used; at OpenAI only on request
 * @param messages the number of messages, without Anthropic's and Gemini's separate instructions
 * @param tools the names of the tools that it offers
 * @param toolRounds the number of answers with tool calls since the last message of the user: 0 in
 *     the first request of an exchange, and one more in each further round
 * @param toolResults the number of tool results since the last message of the user
 * @param inputs the number of texts to embed or to check; 0 in a chat
 * @param promptTokens the size of the prompt, estimated: a token for every four characters of JSON
 * @param maxTokens the most tokens that the answer may have; 0 if not stated
 */
public record ModelRequest(
    int number,
    String account,
    Endpoint endpoint,
    String model,
    boolean stream,
    boolean usageWanted,
    int messages,
    List<String> tools,
    int toolRounds,
    int toolResults,
    int inputs,
    int promptTokens,
    int maxTokens) {

  public ModelRequest {
    tools = List.copyOf(tools);
    maxTokens = Math.max(0, maxTokens);
  }

  /** Whether it has messages, and gets a text or tool calls. */
  public boolean isChat() {
    return inputs == 0;
  }

  /** One that cannot be read. */
  static ModelRequest unread(Endpoint endpoint) {
    return new ModelRequest(-1, "", endpoint, "", false, true, 0, List.of(), 0, 0, 0, 0, 0);
  }

  /** The same, after its arrival. */
  ModelRequest arrived(int itsNumber, String itsAccount) {
    return new ModelRequest(
        itsNumber,
        itsAccount,
        endpoint,
        model,
        stream,
        usageWanted,
        messages,
        tools,
        toolRounds,
        toolResults,
        inputs,
        promptTokens,
        maxTokens);
  }
}
