String log = new File(basedir, 'build.log').text

assert log.contains('ritmo: 17 governed methods in 4 classes woven')
assert log.count('Tests run: 11, Failures: 0, Errors: 0, Skipped: 0') > 0
return true
