String log = new File(basedir, 'build.log').text
String compile = log.substring(0, log.indexOf('BUILD SUCCESS'))

assert compile.count('ritmo: 23 governed methods in 5 classes woven') == 1
assert log.count('ritmo: 1 governed method in 1 class woven') == 1
assert log.count('Tests run: 15, Failures: 0, Errors: 0, Skipped: 0') > 0
return true
