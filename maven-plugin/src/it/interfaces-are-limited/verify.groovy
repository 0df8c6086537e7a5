String log = new File(basedir, 'build.log').text

assert log.contains('ritmo: 7 governed methods in 4 classes woven')
assert log.contains('Tests run: 8, Failures: 0, Errors: 0, Skipped: 0')
return true
