String log = new File(basedir, 'build.log').text

assert log.count('ritmo: 1 governed method in 1 class woven') == 4
assert log.count('Tests run: 2, Failures: 0, Errors: 0, Skipped: 0') >= 2
return true
