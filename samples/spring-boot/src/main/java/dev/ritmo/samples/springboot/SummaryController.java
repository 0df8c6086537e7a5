package dev.ritmo.samples.springboot;

import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SummaryController {

  private final Summaries summaries;

  SummaryController(Summaries summaries) {
    this.summaries = summaries;
  }

  /** A refused call becomes 429 with Retry-After by itself. */
  @PostMapping("/summaries")
  List<String> summarize(@RequestBody List<String> texts) {
    return summaries.summarizeAll(texts);
  }
}
