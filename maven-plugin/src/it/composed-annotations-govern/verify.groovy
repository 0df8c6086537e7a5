String log = new File(basedir, 'build.log').text

assert log.count('ritmo: 4 governed methods in 2 classes woven') == 2
assert log.count('Tests run: 4, Failures: 0, Errors: 0, Skipped: 0') >= 2
return true
