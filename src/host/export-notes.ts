/**
 * “Export Study Notes…”: the runs a reader has annotated, with pictures, notes and the chapters they lead to, as one document, one page, or
 * slides. From one run, from files and folders, or from everything annotated in the workspace.
 */
import { FileType, ProgressLocation, RelativePattern, Uri, commands, env, window, workspace } from 'vscode';
import type { CancellationToken, QuickPickItem } from 'vscode';
import { isBundled } from './bundled-files';
import { isScenario, openSide } from './compare-sides';
import { uriOf } from './gallery';
import type { Host } from './host';
import { readSide, sideName } from './side-notes';
import type { LiveRun } from './feed';
import type { Gallery } from '../notes/gallery';
import type { Study, StudyPicture, StudyRun } from '../notes/study/study';

export type NotesForm = 'page' | 'document' | 'slides' | 'slides-markdown';

/** What is to be exported; what is not said is asked. For keybindings and other extensions, as the argument of the command. */
export interface NotesWish {
  readonly target?: Uri;
  readonly form?: NotesForm;
  /** Runs, and folders with runs. */
  readonly of?: readonly Uri[];
}

const ENDINGS: { readonly [F in NotesForm]: string } = { page: 'html', document: 'md', slides: 'html', 'slides-markdown': 'md' };
/** More is no document any more; what is left out is told. */
const MOST_RUNS = 200;
const MOST_PICTURES = 600;
const RUNS = '**/*.{scenario.yaml,scenario.yml,notes.md}';

/** Resolves to whether something was written. `selected`: the files that are selected in the explorer. */
export async function exportNotes(host: Host, argument: unknown, selected: unknown): Promise<boolean> {
  const wish = readNotesWish(argument, selected);
  const of = wish.of ?? (await chooseRuns(host));
  if (of === undefined) return false;
  const form = wish.form ?? (await chooseForm());
  if (form === undefined) return false;
  const target = wish.target ?? (await choosePlace(of, form));
  if (target === undefined) return false;
  const told = await window.withProgress({ location: ProgressLocation.Notification, title: `Exporting ${nameOf(target)}`, cancellable: true }, (progress, token) =>
    write(host, of, form, target, token, (message) => progress.report({ message })));
  if (told === undefined) return false;
  void offer(target, told);
  return true;
}

/** What came of it in words; undefined when it was cancelled or there was nothing. */
async function write(host: Host, of: readonly Uri[] | 'workspace', form: NotesForm, target: Uri, token: CancellationToken, report: (message: string) => void): Promise<string | undefined> {
  const gallery = await host.gallery();
  const found = await runsIn(of, gallery, token);
  if (token.isCancellationRequested) return undefined;
  const pictures: string[] = [];
  const folder = Uri.joinPath(target, '..', `${nameOf(target).replace(/\.[^.]*$/, '')}.files`);
  const { linkPath } = await import('../notes/markdown-text');
  const { svgAddress } = await import('./picture');
  const address = (svg: string): string => {
    pictures.push(svg);
    return ENDINGS[form] === 'html' ? svgAddress(svg) : `${linkPath(nameOf(folder))}/${pictures.length}.svg`;
  };
  const runs: StudyRun[] = [];
  const failed: string[] = [];
  for (const uri of found.slice(0, MOST_RUNS)) {
    report(`${nameOf(uri)} (${runs.length + failed.length + 1} of ${Math.min(found.length, MOST_RUNS)})`);
    const run = await studyRun(host, gallery, uri, form, of === 'workspace' || found.length > 1, MOST_PICTURES - pictures.length, address, token);
    if (token.isCancellationRequested) return undefined;
    if (run === undefined) failed.push(nameOf(uri));
    else if (run !== 'no notes') runs.push(run);
  }
  if (runs.length === 0) {
    void window.showInformationMessage(failed.length > 0 ? `Nothing was exported: ${failed.slice(0, 3).join(', ')} cannot be read as ${failed.length === 1 ? 'a run' : 'runs'}.` : 'Nothing was exported: there are no notes on runs there.');
    return undefined;
  }
  const study: Study = { title: runs.length === 1 ? runs[0]!.title : 'Study notes', runs };
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  if (ENDINGS[form] === 'md') for (const [k, svg] of pictures.entries()) await workspace.fs.writeFile(Uri.joinPath(folder, `${k + 1}.svg`), encode(svg));
  await workspace.fs.writeFile(target, encode(await textOf(study, form)));
  const notes = runs.reduce((sum, run) => sum + run.notes.length, 0);
  const left = [
    ...(failed.length === 0 ? [] : [`${failed.length} ${failed.length === 1 ? 'file' : 'files'} could not be read (${failed.slice(0, 3).join(', ')})`]),
    ...(found.length > MOST_RUNS ? [`${found.length - MOST_RUNS} runs were left out, for ${MOST_RUNS} is the most`] : []),
    ...(pictures.length >= MOST_PICTURES ? [`it has the first ${MOST_PICTURES} pictures only`] : []),
  ];
  return `Exported ${nameOf(target)}: ${count(runs.length, 'run')}, ${count(notes, 'note')}.${left.length === 0 ? '' : ` ${left.join('; ')}.`}`;
}

async function textOf(study: Study, form: NotesForm): Promise<string> {
  const html = await import('../notes/study/html');
  const markdown = await import('../notes/study/markdown');
  switch (form) {
    case 'page': return html.studyHtml(study);
    case 'slides': return html.slidesHtml(study);
    case 'document': return markdown.studyMarkdown(study);
    case 'slides-markdown': return markdown.slidesMarkdown(study);
  }
}

/** One run with its notes and pictures; undefined where the file is none. `annotatedOnly`: it is left out without notes. */
async function studyRun(host: Host, gallery: Gallery, uri: Uri, form: NotesForm, annotatedOnly: boolean, mostPictures: number, address: (svg: string) => string, token: CancellationToken): Promise<StudyRun | 'no notes' | undefined> {
  const side = await openSide({ uri: uri.toString() }, { of: () => undefined }, host.onDefect).catch(() => undefined);
  if (side === undefined) return undefined;
  try {
    await side.settled();
    const { run } = side.feed;
    if (run === undefined || run.trace.length === 0) return undefined;
    const { documentPictures, slidePictures, studyNotes } = await import('../notes/study/study');
    const notes = studyNotes(run.trace, [...run.notes, ...(await sideNotesOf(uri, run))], (see) => seeTitle(gallery, see));
    if (annotatedOnly && notes.length === 0) return 'no notes';
    const wanted = (form === 'slides' || form === 'slides-markdown' ? slidePictures : documentPictures)(run.trace, notes).slice(0, Math.max(0, mostPictures));
    const pictures: StudyPicture[] = [];
    for (const picture of wanted) {
      const svg = await drawn(run, picture, token);
      if (svg === undefined) return 'no notes';
      pictures.push({ ...picture, address: address(svg) });
    }
    const bundled = isBundled(uri) ? gallery.scenarios.find((entry) => uriOf(entry).toString() === uri.toString()) : undefined;
    return { title: run.trace.header.title || nameOf(uri), file: bundled === undefined ? workspace.asRelativePath(uri) : nameOf(uri), rows: bundled?.covers ?? [], notes, pictures };
  } finally {
    side.dispose();
  }
}

async function sideNotesOf(uri: Uri, run: LiveRun): Promise<LiveRun['notes']> {
  const side = await readSide(uri);
  if (side === undefined) return [];
  const { pinNote } = await import('../notes/pins');
  return side.file.notes.map(({ place, heading, text, author, date }) => ({
    ...pinNote({ ...place, text, ...(author === undefined ? {} : { author }), ...(date === undefined ? {} : { date }) }, run.trace),
    ...(place === undefined ? { was: `under “${heading}”` } : {}),
  }));
}

/** In ink on white, as it is printed; undefined when cancelled. */
async function drawn({ trace }: LiveRun, { from, to, step }: Omit<StudyPicture, 'address'>, token: CancellationToken): Promise<string | undefined> {
  const { writeSvg } = await import('../formats/svg/write');
  const { inSlices } = await import('./slices');
  const pieces = writeSvg(trace, { events: Array.from({ length: to - from + 1 }, (_, k) => from + k), theme: 'light', ...(step < 0 ? {} : { step }) });
  let svg = '';
  const whole = await inSlices(() => {
    const next = pieces.next();
    if (next.done !== true) svg += next.value;
    return next.done === true;
  }, token);
  return whole ? svg : undefined;
}

/** `Chapter 8, Unreliable networks: Lost reply` */
function seeTitle({ notes }: Gallery, see: string): string {
  const [page, anchor] = see.split('#');
  const note = notes.find((each) => each.page === page);
  if (note === undefined) return '';
  const chapter = /^ch(\d+)\//.exec(note.page)?.[1];
  const heading = note.headings.find((each) => each.anchor === anchor)?.title;
  return `${chapter === undefined ? '' : `Chapter ${chapter}, `}${note.title}${heading === undefined || heading === note.title ? '' : `: ${heading}`}`;
}

/** The runs that are meant: files as they are, and in folders those with notes of their own or beside them. */
async function runsIn(of: readonly Uri[] | 'workspace', gallery: Gallery, token: CancellationToken): Promise<Uri[]> {
  const found = new Map<string, Uri>();
  const add = (uri: Uri): void => void found.set(uri.toString(), uri);
  const addFrom = async (files: readonly Uri[]): Promise<void> => {
    for (const uri of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
      if (token.isCancellationRequested) return;
      if (isScenario(uri)) add(uri);
      else for (const run of await runsBeside(uri, gallery)) add(run);
    }
  };
  if (of === 'workspace') await addFrom(await workspace.findFiles(RUNS, '**/node_modules/**', 5_000, token));
  else {
    for (const uri of of) {
      if (await isFolder(uri)) await addFrom(await workspace.findFiles(new RelativePattern(uri, RUNS), '**/node_modules/**', 5_000, token));
      else if (uri.path.endsWith('.notes.md')) await addFrom([uri]);
      else add(uri);
    }
  }
  return [...found.values()];
}

/** What the file of notes is about: runs of its name beside it, or the bundled one. */
async function runsBeside(notes: Uri, { scenarios }: Gallery): Promise<Uri[]> {
  const folder = Uri.joinPath(notes, '..');
  const entries = await workspace.fs.readDirectory(folder);
  const beside = entries.map(([name]) => Uri.joinPath(folder, name)).filter((uri) => uri.path !== notes.path && !uri.path.endsWith('.md') && sideName(uri) === nameOf(notes));
  if (beside.length > 0) return beside;
  const bundled = scenarios.find(({ id }) => `${id}.notes.md` === nameOf(notes));
  return bundled === undefined ? [] : [uriOf(bundled)];
}

async function chooseRuns(host: Host): Promise<readonly Uri[] | 'workspace' | undefined> {
  const view = host.views.active();
  if (view === undefined || view.feed.run?.compared !== undefined) return 'workspace';
  const one = { label: 'This Run', description: nameOf(view.uri), of: [view.uri] as readonly Uri[] | 'workspace' };
  const all = { label: 'Everything Annotated in the Workspace', of: 'workspace' as const };
  const chosen = await window.showQuickPick([one, all], { title: 'Export Study Notes (1/2): Of What' });
  return chosen?.of;
}

async function chooseForm(): Promise<NotesForm | undefined> {
  const choices: (QuickPickItem & { readonly value: NotesForm })[] = [
    { label: 'One Page to Read or Print (HTML)', detail: 'Everything in one file that needs nothing else.', value: 'page' },
    { label: 'Markdown with a Folder of Pictures', detail: 'A document to go on writing in.', value: 'document' },
    { label: 'Slides (HTML)', detail: 'A picture and its note on each, in one file for any browser; prints a slide a page.', value: 'slides' },
    { label: 'Slides (Markdown)', detail: 'The same between lines of dashes, for Marp and its kin, with a folder of pictures.', value: 'slides-markdown' },
  ];
  return (await window.showQuickPick(choices, { title: 'Export Study Notes: In What Form' }))?.value;
}

async function choosePlace(of: readonly Uri[] | 'workspace', form: NotesForm): Promise<Uri | undefined> {
  const [first] = of === 'workspace' ? [] : of;
  const base = first === undefined || isBundled(first) ? workspace.workspaceFolders?.[0]?.uri : (await isFolder(first)) ? first : Uri.joinPath(first, '..');
  const stem = first === undefined || of.length > 1 ? 'study-notes' : `${sideName(first).replace(/\.notes\.md$/, '')}-${form.startsWith('slides') ? 'slides' : 'study-notes'}`;
  const ending = ENDINGS[form];
  return window.showSaveDialog({ saveLabel: 'Export', filters: ending === 'html' ? { HTML: ['html'] } : { Markdown: ['md'] }, ...(base === undefined ? {} : { defaultUri: Uri.joinPath(base, `${stem}.${ending}`) }) });
}

async function offer(target: Uri, told: string): Promise<void> {
  const open = 'Open';
  if ((await window.showInformationMessage(told, open)) !== open) return;
  if (target.path.endsWith('.md')) await commands.executeCommand('markdown.showPreview', target);
  else if (target.scheme === 'file' && env.remoteName === undefined) await env.openExternal(target);
  else await commands.executeCommand('vscode.open', target);
}

async function isFolder(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.Directory) !== 0;
  } catch {
    return false;
  }
}

function nameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

function count(many: number, of: string): string {
  return `${many} ${of}${many === 1 ? '' : 's'}`;
}

/** From the explorer come a file and all that are selected; from elsewhere what is wished, or what a view is of. */
export function readNotesWish(argument: unknown, selected: unknown): NotesWish {
  if (argument instanceof Uri) {
    const all = Array.isArray(selected) ? selected.filter((each): each is Uri => each instanceof Uri) : [];
    return { of: all.length > 0 ? all : [argument] };
  }
  if (argument === null || typeof argument !== 'object') return {};
  const { target, form, of } = argument as { readonly [K in keyof NotesWish]?: unknown };
  return {
    ...(target instanceof Uri ? { target } : {}),
    ...(typeof form === 'string' && Object.hasOwn(ENDINGS, form) ? { form: form as NotesForm } : {}),
    ...(Array.isArray(of) && of.length > 0 && of.every((each) => each instanceof Uri) ? { of } : {}),
  };
}
