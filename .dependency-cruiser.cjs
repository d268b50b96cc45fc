// Which room may import which: dependencies point one way, and only the two faces know the outside world.
// A room not named here may import nothing of ours, so a new one has to be placed before it can be used.

const pure = ['kernel', 'trace', 'models', 'scenario', 'check', 'explore', 'formats', 'notes', 'protocol'];

/**
 * Room → the rooms it may import besides itself. A trailing `types` means `import type` only, except from the
 * kernel's four files that know nothing of a world: event.ts (the kinds of events), log.ts (the columns), hash.ts, clock.ts.
 */
const may = {
  'src/kernel': [],
  'src/trace': ['src/kernel types'],
  'src/models': ['src/kernel'],
  'src/scenario': ['src/kernel', 'src/models', 'src/trace', 'src/check'],
  // A check looks at a trace alone: a scenario may expect one to hold, so it cannot look at scenarios.
  'src/check': ['src/kernel types', 'src/trace'],
  'src/explore': ['src/kernel', 'src/trace', 'src/scenario', 'src/check'],
  'src/formats': ['src/trace'],
  'src/notes': ['src/trace', 'src/scenario', 'src/protocol types'],
  'src/protocol': ['src/trace types'],
  'src/cli': pure.map((room) => `src/${room}`),
  'src/host': pure.map((room) => `src/${room}`),
  webview: ['src/protocol', 'src/trace'],
};

const roomRules = Object.entries(may).flatMap(([room, allowed]) => {
  const whole = allowed.filter((entry) => !entry.endsWith(' types'));
  const typesOnly = allowed.filter((entry) => entry.endsWith(' types')).map((entry) => entry.replace(' types', ''));
  const name = room.replace('src/', '');
  const rules = [
    {
      name: `${name}-imports-its-own-layers-only`,
      comment: `${room} may import: ${allowed.join(', ') || 'nothing'}.`,
      severity: 'error',
      from: { path: `^${room}/` },
      to: { path: '^(src|webview|test|scripts)/', pathNot: [room, ...whole, ...typesOnly].map((path) => `^${path}/`) },
    },
  ];
  for (const other of typesOnly) {
    rules.push({
      name: `${name}-takes-types-alone-from-${other.replace('src/', '')}`,
      comment: `${room} may import types from ${other}, not code.`,
      severity: 'error',
      from: { path: `^${room}/` },
      to: { path: `^${other}/`, pathNot: '^src/kernel/(event|log|hash|clock)\\.ts$', dependencyTypesNot: ['type-only'] },
    });
  }
  return rules;
});

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'no-room-without-a-rule',
      comment: 'Every folder under src must have its line in the table above.',
      severity: 'error',
      from: { path: '^src/', pathNot: Object.keys(may).map((room) => `^${room}/`) },
      to: {},
    },
    {
      name: 'no-cycles',
      comment: 'A cycle means two files that cannot be understood apart.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'imports-must-resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
    {
      name: 'vscode-in-the-host-only',
      severity: 'error',
      from: { pathNot: '^src/host/' },
      to: { path: '^vscode$|node_modules/@types/vscode/' },
    },
    {
      name: 'node-in-the-command-line-only',
      comment: 'Everything else also runs in a browser.',
      severity: 'error',
      from: { pathNot: '^src/cli/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-packages-in-the-core',
      comment: 'The kernel, the trace and the models stand on nothing but the language.',
      severity: 'error',
      from: { path: '^src/(kernel|trace|models)/' },
      to: { path: 'node_modules' },
    },
    {
      name: 'page-libraries-in-the-view-only',
      severity: 'error',
      from: { pathNot: '^webview/' },
      to: { path: 'node_modules/(lit|lit-html|@lit|mermaid|@vscode/codicons|@vscode/webview-ui-toolkit)/' },
    },
    {
      name: 'toolkit-in-one-file',
      comment: 'It is no longer maintained: its successor must be a change of that one file.',
      severity: 'error',
      from: { pathNot: '^webview/controls\\.ts$' },
      to: { path: 'node_modules/@(vscode/webview-ui-toolkit|microsoft/fast-)' },
    },
    {
      name: 'tests-stay-outside',
      severity: 'error',
      from: { path: '^(src|webview)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // `import type` vanishes when compiled, and is what several rules are about.
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'src/tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'browser', 'default', 'types'] },
  },
};
