// What goes into dist/, one entry a bundle. Kept apart from build.mjs because it imports esbuild, which a fresh clone
// does not have yet when build.mjs starts.
import { mkdirSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { writeGallery } from './gallery.mjs';
import { sequenceDiagramsOnly } from './mermaid-plugin.mjs';
import { root } from './shell.mjs';
import { writeThirdPartyNotices } from './third-party.mjs';

/** Builds every bundle. Returns false when one failed; with `watch` it returns after the first build and keeps watching. */
export async function buildAll({ watch = false, production = false, tests = false } = {}) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const metafiles = [];
  let ok = true;
  for (const options of bundles({ production, tests })) {
    if (watch) {
      const context = await esbuild.context(options);
      await context.watch();
    } else {
      const metafile = await build(options);
      if (!metafile) ok = false;
      else if (!options.outdir.endsWith('/test')) metafiles.push(metafile);
    }
  }
  if (ok) await writeGallery();
  if (ok && production) writeThirdPartyNotices(metafiles);
  return ok;
}

/** What went into the bundle, or undefined when it could not be built. */
async function build(options) {
  try {
    return (await esbuild.build(options)).metafile;
  } catch (error) {
    // esbuild has printed the reasons with their positions; anything else is a defect of the build itself.
    if (!Array.isArray(error?.errors)) throw error;
    return undefined;
  }
}

function bundles({ production, tests }) {
  const common = {
    absWorkingDir: root,
    bundle: true,
    outdir: 'dist',
    target: 'es2022',
    charset: 'utf8',
    metafile: true,
    // The licences of what is inside are in third-party-notices.txt.
    legalComments: 'none',
    logLevel: 'warning',
    minify: production,
    // Sources stay out of the package, and so do maps; while developing they sit inside the bundle.
    sourcemap: production ? false : 'inline',
    define: { 'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development') },
  };
  const inNode = { ...common, platform: 'node', format: 'cjs', target: 'node20' };
  const inWorker = { ...common, platform: 'browser', format: 'cjs', mainFields: ['browser', 'module', 'main'] };
  const inPage = { ...common, platform: 'browser', format: 'iife', loader: { '.ttf': 'file' }, assetNames: '[name]' };
  const list = [
    { ...inNode, entryPoints: { extension: 'src/host/extension.ts' }, external: ['vscode'], mainFields: ['module', 'main'] },
    { ...inWorker, entryPoints: { 'extension-web': 'src/host/extension-web.ts' }, external: ['vscode'] },
    {
      ...inNode,
      entryPoints: { cli: 'src/cli/main.ts' },
      mainFields: ['module', 'main'],
      banner: { js: '#!/usr/bin/env node' },
      plugins: [executable('dist/cli.js')],
    },
    { ...inPage, entryPoints: { webview: 'webview/main.ts' } },
    { ...inPage, entryPoints: { mermaid: 'webview/mermaid-bundle.ts' }, plugins: [sequenceDiagramsOnly()] },
  ];
  if (tests) {
    // One bundle for both extension hosts: it may use nothing that only one of them has.
    list.push({ ...inWorker, entryPoints: { index: 'test/vscode/suite/index.ts' }, outdir: 'dist/test', external: ['vscode'], loader: { '.txt': 'text' } });
  }
  return list;
}

function executable(path) {
  return {
    name: 'executable',
    setup(build) {
      build.onEnd(async (result) => {
        if (result.errors.length === 0) await chmod(join(root, path), 0o755);
      });
    },
  };
}
