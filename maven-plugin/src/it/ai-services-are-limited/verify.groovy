String log = new File(basedir, 'build.log').text

assert log.contains('ritmo: 3 governed methods in 1 class woven')
assert log.contains('Tests run: 5, Failures: 0, Errors: 0, Skipped: 0')
return true
