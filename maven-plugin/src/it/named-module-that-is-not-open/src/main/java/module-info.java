/** Opens nothing. */
module acme {
  requires dev.ritmo.runtime;

  exports acme;
}
