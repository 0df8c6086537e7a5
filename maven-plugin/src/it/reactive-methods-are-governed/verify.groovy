String log = new File(basedir, 'build.log').text

assert log.count('ritmo: 3 governed methods in 1 class woven') == 1
assert log.count('Tests run: 3, Failures: 0, Errors: 0, Skipped: 0') > 0
return true
