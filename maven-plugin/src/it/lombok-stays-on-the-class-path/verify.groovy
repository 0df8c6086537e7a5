String log = new File(basedir, 'build.log').text

assert [
  'ritmo: 1 governed method in 1 class woven',
  'Tests run: 1, Failures: 0, Errors: 0, Skipped: 0',
].findAll { !log.contains(it) } == []
return true
