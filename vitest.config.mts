// Three kinds of tests: `unit` needs nothing but Node, `pages` a Chromium and a built webview, `workbench` the VS Code
// server with the packaged extension. `npm test` runs them in that order; the last two get what they need through
// environment variables that scripts/test.mjs sets.
import { defineConfig } from 'vitest/config';

const inBrowser = {
  environment: 'node' as const,
  fileParallelism: false,
  testTimeout: 180_000,
  hookTimeout: 300_000,
  // Where nobody watches, a browser that stumbled gets a second try; scripts/second-try-reporter.mjs tells of it.
  retry: process.env.CI ? 1 : 0,
  // A busy machine may take its time; what never becomes true still fails.
  expect: { poll: { timeout: 45_000 } },
};

export default defineConfig({
  test: {
    // All cores: nothing else runs meanwhile.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          // Tests leave behind nothing that another could trip over, so modules are loaded once a worker and not once a file.
          isolate: false,
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/pages/**', 'test/vscode/**', 'test/package/**', 'test/bench/**'],
          // Tests over a thousand seeds take seconds; on a busy machine with two cores, many times that.
          testTimeout: 120_000,
        },
      },
      { test: { ...inBrowser, name: 'pages', include: ['test/pages/**/*.test.ts'] } },
      { test: { ...inBrowser, name: 'package', include: ['test/package/**/*.test.ts'] } },
      { test: { ...inBrowser, name: 'workbench', include: ['test/vscode/workbench/**/*.test.ts'] } },
    ],
  },
});
