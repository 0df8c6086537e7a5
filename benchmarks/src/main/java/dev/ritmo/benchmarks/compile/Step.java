package dev.ritmo.benchmarks.compile;

/** A step of a build, in the order in which each round takes them. */
enum Step {
  JAVAC("javac"),
  PROCESSING("javac, a processor that does nothing"),
  WRITING("javac, one that only writes classes"),
  RITMO("javac with Ritmo's processor"),
  WEAVING("weaving (ajc)");

  private final String label;

  Step(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
