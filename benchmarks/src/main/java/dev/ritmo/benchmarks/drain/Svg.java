package dev.ritmo.benchmarks.drain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A drawing, in pixels from the upper left corner. */
final class Svg {

  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;

  Svg(int width, int height) {
    this.width = width;
    this.height = height;
  }

  void line(double x1, double y1, double x2, double y2, String style) {
    element("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' %s/>", x1, y1, x2, y2, style);
  }

  /** A line through points, each as {@code x,y}. */
  void path(CharSequence points, String style) {
    element("<polyline points='%s' %s/>", points, style);
  }

  void text(double x, double y, String anchor, String text) {
    element("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor, escape(text));
  }

  static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
  }

  void write(Path file) throws IOException {
    String head =
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif'"
            + " font-size='12'>%n<rect width='100%%' height='100%%' fill='white'/>%n";
    Files.writeString(file, head.formatted(width, height) + body + "</svg>\n");
  }

  private void element(String format, Object... values) {
    body.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
