String log = new File(basedir, 'build.log').text

assert [
  '[ProcessorDidNotRun] ',
  'acme.Summaries.summarize(java.lang.String) (Summaries.java:9)',
  '<proc>none</proc>',
  '<artifactId>ritmo-maven-plugin</artifactId>',
  '<extensions>true</extensions>',
].findAll { !log.contains(it) } == []
assert !new File(basedir, 'target/classes/acme/Summaries.class').getText('ISO-8859-1').contains('GovernedCalls')
return true
