String log = new File(basedir, 'build.log').text

assert log.contains('ritmo: 2 governed methods in 1 class woven')
assert log.contains('Tests run: 4, Failures: 0, Errors: 0, Skipped: 0')
return true
