import java.util.zip.ZipFile

def classes(File jar) {
  new ZipFile(jar).withCloseable { zip ->
    zip.entries().findAll { it.name.endsWith('.class') }
        .collectEntries { [it.name, [it.time, zip.getInputStream(it).bytes.md5()]] }
  }
}

String log = new File(basedir, 'build.log').text
String second = log.substring(log.lastIndexOf('Scanning for projects'))

assert second.contains('Nothing to compile')
assert !second.contains('ompiling 1 source')
assert second.contains('ritmo: 2 governed methods in 1 class woven')
def first = classes(new File(basedir, 'target/first.jar'))
assert first.keySet().contains('acme/Summaries.class')
assert first == classes(new File(basedir, 'target/second.jar'))
return true
