/** Saving a picture of a view: what part of it, in what form and colours, and where to. */
import { FileType, ProgressLocation, Uri, commands, env, window, workspace } from 'vscode';
import type { QuickPickItem } from 'vscode';
import type { HostMessage } from '../protocol/messages';
import type { PicturePart, PictureScene, PictureUse, RasterAnswer } from '../protocol/picture';
import type { LiveRun } from './feed';

/** What is to be exported; what is not said is asked. For keybindings and other extensions, as the argument of the command. */
export interface PictureWish {
  readonly target?: Uri;
  readonly form?: Form;
  readonly part?: PicturePart;
  readonly theme?: PictureTheme;
}

export interface PictureExport {
  /** The next picture that the view asks for is to be this; resolves to whether it was saved. */
  wish(wish: PictureWish): Promise<boolean>;
  /** Asks the reader what is to be had, and saves or copies it. */
  begin(run: LiveRun, use: PictureUse, scene: PictureScene): Promise<void>;
  /** The view has made pixels, or could not. */
  answer(answer: RasterAnswer): void;
}

interface Choice<T> extends QuickPickItem {
  readonly value: T;
}

export type Form = 'svg' | 'png' | 'mermaid' | 'markdown' | 'markdown-alone';
export type PictureTheme = 'follow' | 'light' | 'dark';

const EXTENSIONS: { readonly [F in Form]: string } = { svg: 'svg', png: 'png', mermaid: 'mmd', markdown: 'md', 'markdown-alone': 'md' };
const FILTERS: { readonly [F in Form]: { readonly [name: string]: string[] } } = {
  svg: { SVG: ['svg'] },
  png: { PNG: ['png'] },
  mermaid: { Mermaid: ['mmd'] },
  markdown: { Markdown: ['md'] },
  'markdown-alone': { Markdown: ['md'] },
};
/** A view that is closed never answers. */
const RASTER_MS = 60_000;

let rasters = 0;

/** What is asked of a view. */
interface Pictured {
  readonly uri: Uri;
  send(message: HostMessage): void;
}

/** One for each view. */
export function createPictureExport(view: () => Pictured): PictureExport {
  const waiting = new Map<number, (answer: RasterAnswer) => void>();
  let wished: { readonly wish: PictureWish; settle(saved: boolean): void } | undefined;
  return {
    wish(wish) {
      wished?.settle(false);
      return new Promise((settle) => {
        wished = { wish, settle };
      });
    },
    async begin(run, use, scene) {
      if (use === 'copyMermaid') return copyMermaid(run, scene);
      const { wish, settle } = wished ?? { wish: {}, settle: () => {} };
      wished = undefined;
      let saved = false;
      try {
        saved = await asked(run, scene, wish);
      } finally {
        settle(saved);
      }
    },
    answer(answer) {
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
    },
  };

  async function asked(run: LiveRun, scene: PictureScene, wish: PictureWish): Promise<boolean> {
    const part = wish.part ?? (await choosePart(scene));
    if (part === undefined) return false;
    if (scene.parts[part] === undefined) {
      void window.showInformationMessage('Mark an event to export from it to the current one.');
      return false;
    }
    const form = wish.form ?? (await chooseForm());
    if (form === undefined) return false;
    const theme = form === 'mermaid' ? 'follow' : (wish.theme ?? (await chooseTheme(form === 'png', scene.dark)));
    if (theme === undefined) return false;
    const target = wish.target ?? (await placeFor(view().uri, part, form));
    if (target === undefined) return false;
    // Who names the file has thought of what is there.
    return save(run, scene, part, form, theme, target, wish.target !== undefined);
  }

  /** True as soon as the file is written. */
  async function save(run: LiveRun, scene: PictureScene, part: PicturePart, form: Form, theme: PictureTheme, target: Uri, replaces: boolean): Promise<boolean> {
    const saved = await window.withProgress({ location: ProgressLocation.Notification, title: `Exporting ${nameOf(target)}`, cancellable: true }, async (_, token) => {
      const picture = await import('./picture');
      if (form === 'mermaid') return write(target, await picture.mermaidOf(run, scene, part));
      const svg = await picture.svgOf(run, scene, part, theme === 'follow' ? undefined : theme, token);
      if (svg === undefined) return false;
      switch (form) {
        case 'svg':
          return write(target, svg);
        case 'png': {
          const png = await raster(svg);
          if ('problem' in png) {
            void window.showErrorMessage(png.problem);
            return false;
          }
          if (token.isCancellationRequested) return false;
          await workspace.fs.writeFile(target, new Uint8Array(png.png));
          return true;
        }
        case 'markdown-alone':
          return write(target, await picture.markdownOf(run, scene, part, picture.svgAddress(svg)));
        case 'markdown': {
          const beside = Uri.joinPath(target, '..', nameOf(target).replace(/\.[^.]*$/, '').concat('.svg'));
          if (!replaces && (await exists(beside)) && (await window.showWarningMessage(`${nameOf(beside)} exists already.`, { modal: true }, 'Replace')) !== 'Replace') return false;
          await write(beside, svg);
          return write(target, await picture.markdownOf(run, scene, part, encodeURI(nameOf(beside))));
        }
      }
    });
    if (saved) void offer(target);
    return saved;
  }

  async function offer(target: Uri): Promise<void> {
    const open = 'Open';
    if ((await window.showInformationMessage(`Exported ${nameOf(target)}.`, open)) === open) await openFile(target);
  }

  function raster(svg: string): Promise<RasterAnswer> {
    const id = ++rasters;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        resolve({ id, problem: 'The diagram did not answer. Keep it open while its picture is made.' });
      }, RASTER_MS);
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      view().send({ type: 'rasterise', ask: { id, svg } });
    });
  }
}

async function copyMermaid(run: LiveRun, scene: PictureScene): Promise<void> {
  const { mermaidOf } = await import('./picture');
  const part: PicturePart = scene.parts.selection === undefined ? 'whole' : 'selection';
  await env.clipboard.writeText(await mermaidOf(run, scene, part));
  window.setStatusBarMessage(part === 'selection' ? 'The Mermaid source from the marked event to this one is in the clipboard.' : 'The Mermaid source is in the clipboard.', 4000);
}

async function choosePart({ parts }: PictureScene): Promise<PicturePart | undefined> {
  const { MOST_EVENTS } = await import('./picture');
  const choice = (part: PicturePart, label: string, of: string): Choice<PicturePart>[] => {
    const there = parts[part];
    if (there === undefined) return [];
    const cut = there.total > there.events.length ? `${grouped(there.events.length)} of ${grouped(there.total)} events, those around the current one: a picture shows at most ${grouped(MOST_EVENTS)}` : `${grouped(there.total)} events`;
    return [{ label, description: cut, detail: of, value: part }];
  };
  const choices = [
    ...choice('selection', 'From the Marked Event to This One', 'What is hidden in the diagram is hidden in the picture.'),
    ...choice('window', 'The Window on Screen', 'The events that are in sight.'),
    ...choice('whole', 'The Whole Trace', 'All events that are not hidden.'),
  ];
  return (await window.showQuickPick(choices, { title: 'Export Picture (1/3): Which Part', placeHolder: parts.selection === undefined ? 'Mark an event to export from it to the current one' : undefined }))?.value;
}

async function chooseForm(): Promise<Form | undefined> {
  const choices: Choice<Form>[] = [
    { label: 'SVG', detail: 'Lines and text in one file that needs nothing else; sharp at any size.', value: 'svg' },
    { label: 'PNG', detail: 'Pixels, for where SVG is not taken. At most 30,000 pixels a side and 100 million in all.', value: 'png' },
    { label: 'Markdown with an SVG File Beside It', detail: 'The picture and the notes of this part.', value: 'markdown' },
    { label: 'Markdown with the Picture in It', detail: 'The same in one file, the picture as data. Not every viewer shows that.', value: 'markdown-alone' },
    { label: 'Mermaid', detail: 'The classic sequence diagram as source. At most 50,000 characters.', value: 'mermaid' },
  ];
  return (await window.showQuickPick(choices, { title: 'Export Picture (2/3): In What Form' }))?.value;
}

async function chooseTheme(pixels: boolean, dark: boolean): Promise<PictureTheme | undefined> {
  const choices: Choice<PictureTheme>[] = [
    // Pixels have one colour each, and nothing to follow.
    ...(pixels ? [] : [{ label: 'Light or Dark, as Whoever Looks at It Prefers', value: 'follow' as const }]),
    { label: 'Light', value: 'light' },
    { label: 'Dark', value: 'dark' },
  ];
  if (pixels && dark) choices.reverse();
  return (await window.showQuickPick(choices, { title: 'Export Picture (3/3): In What Colours' }))?.value;
}

async function placeFor(document: Uri, part: PicturePart, form: Form): Promise<Uri | undefined> {
  const { nameFor } = await import('./picture');
  const name = nameFor(document.path, part, EXTENSIONS[form]);
  const folder = workspace.workspaceFolders?.[0]?.uri;
  // Beside its file, where that is one; what came with the extension has no place to write to.
  const beside = document.scheme === 'faultline' || document.scheme === 'untitled' ? folder : Uri.joinPath(document, '..');
  return window.showSaveDialog({ saveLabel: 'Export', filters: FILTERS[form], ...(beside === undefined ? {} : { defaultUri: Uri.joinPath(beside, name) }) });
}

async function write(target: Uri, text: string): Promise<true> {
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  return true;
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    return (await workspace.fs.stat(uri)).type === FileType.File;
  } catch {
    return false;
  }
}

async function openFile(uri: Uri): Promise<void> {
  await commands.executeCommand('vscode.open', uri);
}

function nameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}

const PARTS: readonly unknown[] = ['whole', 'window', 'selection'] satisfies PicturePart[];
const THEMES: readonly unknown[] = ['follow', 'light', 'dark'] satisfies PictureTheme[];

/** What an argument of the command says that can be understood; the rest is asked. */
export function readWish(argument: unknown): PictureWish {
  if (argument === null || typeof argument !== 'object') return {};
  const { target, form, part, theme } = argument as { readonly [K in keyof PictureWish]?: unknown };
  return {
    // From a keybinding it comes as text.
    ...(target instanceof Uri ? { target } : typeof target === 'string' && /^[a-z][\w+.-]*:/i.test(target) ? { target: Uri.parse(target, true) } : {}),
    ...(typeof form === 'string' && Object.hasOwn(EXTENSIONS, form) ? { form: form as Form } : {}),
    ...(PARTS.includes(part) ? { part: part as PicturePart } : {}),
    ...(THEMES.includes(theme) ? { theme: theme as PictureTheme } : {}),
  };
}
