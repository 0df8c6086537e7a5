String log = new File(basedir, 'build.log').text
String second = log.substring(log.lastIndexOf('Scanning for projects'))

assert log.contains('Summaries.java:[8,10] [RuntimeMissing] ')
assert ['[RuntimeMissing] ', '<artifactId>ritmo-runtime</artifactId>'].findAll { !second.contains(it) } == []
return true
