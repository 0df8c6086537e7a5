/** What the pages of Ritmo share. */
module dev.ritmo.page {
  requires static org.jspecify;

  exports dev.ritmo.page;
}
