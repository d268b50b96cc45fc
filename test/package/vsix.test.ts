/** What ships: the right files, nothing else, and little of it. Looks at faultline.vsix as `npm run package` left it. */
import { expect, test } from 'vitest';
import { vsix } from '../../scripts/package.mjs';
import { zipEntries } from '../../scripts/zip.mjs';

const entries = zipEntries(vsix);
const names = entries.map(({ name }) => name.replace(/^extension\//, ''));

/** Files that must be there, each exactly once. */
const required = [
  'package.json',
  'readme.md',
  'changelog.md',
  'LICENSE.txt',
  'dist/extension.js',
  'dist/extension-web.js',
  'dist/cli.js',
  'dist/webview.js',
  'dist/webview.css',
  'dist/mermaid.js',
  'dist/gallery.json',
  'dist/third-party-notices.txt',
  'media/schema/scenario.schema.json',
];

/** Files that may be there in any number. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^dist\/codicon[\w-]*\.ttf$/,
  /^media\/scenarios\/[\w-]+\/[\w-]+\.scenario\.yaml$/,
  /^media\/traces\/[\w-]+\/[\w.-]+\.(trace\.jsonl|log)$/,
  /^media\/notes\/[\w-]+\/[\w-]+\.md$/,
  /^media\/notes\/glossary\.md$/,
  /^media\/preview\/[\w-]+\.css$/,
  /^media\/walkthrough\/[\w-]+\.(md|svg|png)$/,
  /^media\/icons\/[\w-]+\.(svg|png)$/,
  /^media\/screenshots\/[\w-]+\.png$/,
];

test('holds every file that is needed, once', () => {
  expect(required.map((name) => [name, names.filter((other) => other === name).length])).toEqual(required.map((name) => [name, 1]));
});

test('holds nothing else: no sources, tests, maps or tools', () => {
  expect(names.filter((name) => !required.includes(name) && !allowed.some((pattern) => pattern.test(name)))).toEqual([]);
});

test('bundles are minified and carry no source maps', () => {
  const bundles = entries.filter(({ name }) => /^extension\/dist\/.*\.(js|css)$/.test(name));
  expect(bundles.length).toBeGreaterThan(4);
  expect(bundles.filter((entry) => entry.read().includes('sourceMappingURL=')).map(({ name }) => name)).toEqual([]);
});

test('is smaller than 3 MB', () => {
  const packedBytes = entries.reduce((sum, entry) => sum + entry.packedBytes, 0);
  expect(packedBytes).toBeGreaterThan(0);
  expect(packedBytes).toBeLessThan(3_000_000);
});

test('the manifest names entries that are in the package', () => {
  const manifest = JSON.parse(entries.find(({ name }) => name === 'extension/package.json')!.read().toString('utf8')) as {
    main: string;
    browser: string;
    icon: string;
    bin: Record<string, string>;
  };
  const named = [manifest.main, manifest.browser, manifest.icon, ...Object.values(manifest.bin)].map((path) => path.replace(/^\.\//, ''));
  expect(named.filter((path) => !names.includes(path))).toEqual([]);
});
