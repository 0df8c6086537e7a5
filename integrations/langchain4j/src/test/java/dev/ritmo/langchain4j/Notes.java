package dev.ritmo.langchain4j;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tool with effects. */
public final class Notes {

  final List<String> taken = new CopyOnWriteArrayList<>();

  /** Takes a note. */
  @Tool
  public String note(@P("text") String text) {
    taken.add(text);
    return "noted";
  }
}
