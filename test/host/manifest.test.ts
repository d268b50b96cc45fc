/** What package.json promises VS Code, held against what is there. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { STEP_COMMANDS } from '../../src/host/views';
import { bundledFiles, idOf, root } from '../bundled';

interface Manifest {
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly icon?: string }[];
    readonly menus: { readonly [menu: string]: readonly { readonly command: string; readonly when?: string }[] };
    readonly keybindings: readonly { readonly command: string; readonly when?: string }[];
    readonly customEditors: readonly { readonly viewType: string; readonly priority: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly icon: string }[] };
    readonly viewsWelcome: readonly { readonly contents: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly { readonly description: string; readonly media: { readonly svg: string } }[] }[];
    readonly yamlValidation: readonly { readonly url: string }[];
  };
}
const { icon, contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const declared = new Set(contributes.commands.map(({ command }) => command));

describe('the manifest', () => {
  test('names a command for each step of the view', () => {
    expect(STEP_COMMANDS.filter((name) => !declared.has(`faultline.${name}`))).toEqual([]);
  });

  test('puts only its own commands into menus and on keys', () => {
    const used = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(({ command }) => command);
    expect(used.filter((command) => !declared.has(command))).toEqual([]);
  });

  test('offers in the palette only what makes sense where one is', () => {
    const limited = new Set(contributes.menus['commandPalette']!.filter(({ when }) => when).map(({ command }) => command));
    expect([...declared].filter((command) => !limited.has(command))).toEqual(['faultline.openScenario', 'faultline.newScenario', 'faultline.showProtocol', 'faultline.searchNotes', 'faultline.resetProgress', 'faultline.exportNotes']);
  });

  test('takes no key outside its own editors', () => {
    const ours = /activeCustomEditorId (=~|==) |resourceFilename =~ .*scenario/;
    expect(contributes.keybindings.filter(({ when = '' }) => !ours.test(when))).toEqual([]);
  });

  test('has the files it names', () => {
    const files = [
      icon,
      ...contributes.viewsContainers.activitybar.map((each) => each.icon),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
      ...contributes.yamlValidation.map(({ url }) => url),
    ];
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test('uses icons that exist', () => {
    const css = readFileSync(createRequire(import.meta.url).resolve('@vscode/codicons/dist/codicon.css'), 'utf8');
    const icons = contributes.commands.flatMap((command) => /^\$\((.+)\)$/.exec(command.icon ?? '')?.[1] ?? []);
    expect(icons.length).toBeGreaterThan(20);
    expect(icons.filter((name) => !css.includes(`.codicon-${name}:before`))).toEqual([]);
  });

  test('links in its texts run commands that are there, on scenarios that are there', () => {
    const texts = [...contributes.viewsWelcome.map(({ contents }) => contents), ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ description }) => description))];
    const links = texts.flatMap((text) => [...text.matchAll(/\(command:([\w.]+)(?:\?([^)]*))?\)/g)]);
    expect(links.length).toBeGreaterThan(4);
    const ids = bundledFiles('.scenario.yaml').map(({ path }) => idOf(path));
    for (const [, command, args] of links) {
      expect(declared.has(command!) || command!.startsWith('workbench.action.'), command).toBe(true);
      if (command === 'faultline.openItem') expect(ids).toContain((JSON.parse(decodeURIComponent(args!)) as string[])[0]);
    }
  });
});
