String log = new File(basedir, 'build.log').text

assert [
  'Tests run: 1, Failures: 0, Errors: 1, Skipped: 0',
  'acme.Summaries.summarize(java.lang.String)',
  '<artifactId>ritmo-maven-plugin</artifactId>',
].findAll { !log.contains(it) } == []
return true
