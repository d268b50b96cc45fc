// Writes dist/third-party-notices.txt: the licences of the packages whose code is inside the bundles, as those licences ask.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './shell.mjs';

/** @param {import('esbuild').Metafile[]} metafiles of all bundles that ship */
export function writeThirdPartyNotices(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path.replaceAll('\\', '/'))?.[0];
        if (folder && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  const notices = [...folders].map((folder) => notice(join(root, folder))).sort((a, b) => (a.title < b.title ? -1 : 1));
  const text = notices.map(({ title, licence }) => `${title}\n${'-'.repeat(title.length)}\n${licence}\n`).join('\n');
  writeFileSync(join(root, 'dist', 'third-party-notices.txt'), `Faultline contains code of these packages.\n\n${text}`);
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const licence = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`;
  return { title: `${name} ${version}`, licence };
}
