// Tells of tests that passed only when they were tried again: they count as passed, and yet somebody should look at them.
export default class SecondTryReporter {
  onTestRunEnd(modules) {
    for (const module of modules) {
      for (const test of module.children.allTests('passed')) {
        if (test.diagnostic()?.flaky) process.stdout.write(`passed only on a second try: ${module.moduleId.split(/[\\/]/).at(-1)} › ${test.fullName}\n`);
      }
    }
  }
}
