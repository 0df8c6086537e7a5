package acme;

import java.util.List;

public class App extends Summaries {

  public List<String> run(List<String> texts) {
    return texts.stream().map(this::summarize).toList();
  }
}
