String log = new File(basedir, 'build.log').text

assert [
  '[OutOfSight] ',
  'acme.Summaries$1.get() (Summaries.java:18), in an anonymous class',
  'acme.Summaries$1Local.ask() (Summaries.java:27), in a local class',
  'acme.Summaries$Kind$1.ask() (Summaries.java:38), in the body of an enum constant',
].findAll { !log.contains(it) } == []
assert !log.contains('acme.Summaries.summarize(')
return true
