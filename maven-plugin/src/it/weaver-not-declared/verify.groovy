String log = new File(basedir, 'build.log').text

assert [
  '[WeaverNotDeclared] ',
  '<artifactId>ritmo-maven-plugin</artifactId>',
  '<extensions>true</extensions>',
].findAll { !log.contains(it) } == []
return true
