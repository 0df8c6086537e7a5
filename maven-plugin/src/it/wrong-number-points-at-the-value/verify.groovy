String log = new File(basedir, 'build.log').text

assert log =~ /Summaries\.java:\[9,15\] \[CallsNotPositive\] .* but was 0/
return true
