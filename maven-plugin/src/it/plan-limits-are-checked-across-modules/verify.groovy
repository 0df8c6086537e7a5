String log = new File(basedir, 'build.log').text

assert log.count('[PlanExceeded] A plan must hold') >= 1
assert log.contains('openai/gpt-4o: calls in 1 MINUTES allows 500, but acme.Batch.summarize(String) takes 300 for acme.Batch in batch/target/classes, chat takes 300 for acme.Chat in chat/target/classes')
assert log.count('[PlanChanged] Classes must be compiled against the plan in force') >= 1
assert log.count('ritmo: 1 governed method in 1 class woven') == 3
return true
