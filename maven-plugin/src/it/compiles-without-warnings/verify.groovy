String log = new File(basedir, 'build.log').text

assert log.count('ritmo: 3 governed methods in 2 classes woven') == 1
assert log.count('governed method') == 1
return true
