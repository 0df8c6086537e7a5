String log = new File(basedir, 'build.log').text

File services = new File(basedir, 'target/classes/META-INF/services/java.util.function.Supplier')
assert services.text.trim() == 'acme.Summaries'
assert log.contains('ritmo: 1 governed method in 1 class woven')
// the plugin stands first in the pom, and weaves after all that compiles
int compiled = log.indexOf('(once-more)')
int woven = log.indexOf('(ritmo-weave)')
assert 0 < compiled && compiled < woven
return true
