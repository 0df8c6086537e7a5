String log = new File(basedir, 'build.log').text
String third = log.substring(log.lastIndexOf('Scanning for projects'))
String second = log.substring(0, log.lastIndexOf('Scanning for projects'))
second = second.substring(second.lastIndexOf('Scanning for projects'))

assert log.contains('weaving is skipped (ritmo.skip), so no limit holds')
assert log.count('[NotWoven] ') == 3
assert second.contains('ritmo: 1 governed method in 1 class woven')
assert second =~ /what-is-not-woven-is-not-delivered-1\.jar:\s/
assert second.contains('acme.Summaries.summarize(java.lang.String)')
assert third =~ /-1\.jar!\/BOOT-INF\/lib\/what-is-not-woven-is-not-delivered-1\.jar:\s/
return true
