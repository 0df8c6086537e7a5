String log = new File(basedir, 'build.log').text

assert log =~ /Summaries\.java:\[9,15\] \[CallsNotPositive\] .* but was 0/
assert log =~ /Summaries\.java:\[17,15\] \[BurstAboveCalls\] .* but was 3/
return true
