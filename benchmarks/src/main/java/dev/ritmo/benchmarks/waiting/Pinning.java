package dev.ritmo.benchmarks.waiting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** Counts how often a virtual thread could not leave its carrier while it waited. */
final class Pinning implements AutoCloseable {

  private static final String EVENT = "jdk.VirtualThreadPinned";

  private final Recording recording = new Recording();

  Pinning() {
    recording.enable(EVENT).withoutThreshold();
    recording.start();
  }

  long stop() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("ritmo-waiting", ".jfr");
    try {
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals(EVENT))
          .count();
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    recording.close();
  }
}
