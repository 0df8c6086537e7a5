String log = new File(basedir, 'build.log').text

assert ['[PackageNotOpened] ', 'opens acme to dev.ritmo.runtime;'].findAll { !log.contains(it) } == []
return true
