package dev.ritmo.langchain4j;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** One signal of a streamed answer, to be sent to the handler of the caller. */
@FunctionalInterface
interface ChatSignal {

  void sendTo(StreamingChatResponseHandler handler);
}
