String log = new File(basedir, 'build.log').text

assert ['[CompilerPluginTooOld] ', '3.3 (acme:compiler-plugin-too-old:1, line 19)', '<version>3.16.0</version>'].findAll { !log.contains(it) } == []
return true
