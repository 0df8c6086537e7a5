/** Opens the package of its generated class. */
module acme {
  requires dev.ritmo.runtime;

  opens acme to
      dev.ritmo.runtime;
}
