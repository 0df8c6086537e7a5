package acme;

/** Has nothing to do with Ritmo, and an annotation that no processor claims. */
@SafeToShare
class Summaries {

  String summarize(String text) {
    return text;
  }
}
