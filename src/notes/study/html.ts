/**
 * Study notes as one page that needs nothing else: to read, to print, or as slides. There is no script in it and none may run; pictures are
 * images. Slides are stacked and snap: Page Down and the links at their foot go on.
 */
import { htmlText } from '../html-text';
import { blocksHtml } from './blocks';
import type { Study, StudyNote, StudyPicture, StudyRun } from './study';

export function studyHtml(study: Study): string {
  const contents = study.runs.length < 2 ? '' : `<nav aria-label="Contents"><ol>${study.runs.map(({ title }, k) => `<li><a href="#run-${k}">${htmlText(title)}</a></li>`).join('')}</ol></nav>`;
  const runs = study.runs.map((run, k) => `<section id="run-${k}" aria-labelledby="title-${k}">
<h2 id="title-${k}">${htmlText(run.title)}</h2>
${aboutHtml(run)}
${run.pictures.filter(({ note }) => note < 0).map(figure).join('\n')}
${run.notes.map((note, at) => `<article><h3>${htmlText(note.where)}</h3>${run.pictures.filter((picture) => picture.note === at).map(figure).join('\n')}${noteHtml(note)}</article>`).join('\n')}
${run.notes.length === 0 ? '<p class="quiet">No notes yet.</p>' : ''}
</section>`);
  return page(study.title, `<main><h1>${htmlText(study.title)}</h1>\n${contents}\n${runs.join('\n')}</main>`, DOCUMENT);
}

export function slidesHtml({ title, runs }: Study): string {
  const slides = [`<h1>${htmlText(title)}</h1>`];
  for (const run of runs) {
    const whole = run.notes.filter(({ event }) => event < 0);
    slides.push(`<h2>${htmlText(run.title)}</h2>${aboutHtml(run)}${whole.map((note) => `<article><h3>${htmlText(note.where)}</h3>${noteHtml(note)}</article>`).join('')}`);
    for (const picture of run.pictures) {
      const note = run.notes[picture.note];
      slides.push(`<h2 class="small">${htmlText(picture.words)}</h2>${figure(picture)}${note === undefined ? '' : noteHtml(note)}`);
    }
  }
  const link = (to: number, words: string, sign: string): string => (to < 0 || to >= slides.length ? '' : `<a href="#slide-${to}" aria-label="${words}">${sign}</a>`);
  const sections = slides.map((slide, k) => `<section id="slide-${k}" aria-label="Slide ${k + 1} of ${slides.length}"><div class="slide">${slide}</div><p class="foot">${link(k - 1, 'Previous slide', '←')}<span>${k + 1} / ${slides.length}</span>${link(k + 1, 'Next slide', '→')}</p></section>`);
  return page(title, `<main>${sections.join('\n')}</main>`, SLIDES);
}

function page(title: string, body: string, style: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(title)}</title>
<style>${COMMON}${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function aboutHtml({ file, rows }: StudyRun): string {
  return `<p class="quiet">${htmlText([file, ...(rows.length === 0 ? [] : [rows.join(', ')])].join(' · '))}</p>`;
}

function figure({ words, address }: StudyPicture): string {
  return `<figure><img src="${htmlText(address)}" alt="${htmlText(`Space-time diagram: ${words}`)}"></figure>`;
}

function noteHtml({ blocks, by, see }: StudyNote): string {
  const foot = [by === '' ? '' : `— ${htmlText(by)}`, see === '' ? '' : `See ${htmlText(see)}.`].filter((each) => each !== '').join(' ');
  return `<div class="note">${blocksHtml(blocks)}${foot === '' ? '' : `<p class="quiet">${foot}</p>`}</div>`;
}

const COMMON = `
:root { color-scheme: light; --ink: #1f2328; --quiet: #59636e; --line: #d1d9e0; --accent: #0a5cad; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
a { color: var(--accent); }
.quiet { color: var(--quiet); font-size: 0.9em; }
figure { margin: 1em 0; }
img { max-width: 100%; height: auto; }
.note { border-left: 3px solid var(--accent); padding: 0.1em 0 0.1em 1em; }
.note > :first-child { margin-top: 0.2em; }
pre { overflow-x: auto; padding: 0.7em; background: #f6f8fa; border: 1px solid var(--line); border-radius: 4px; }
code { font-family: ui-monospace, Consolas, monospace; font-size: 0.9em; }
table { display: block; overflow-x: auto; border-collapse: collapse; }
td, th { border: 1px solid var(--line); padding: 0.3em 0.6em; text-align: left; }
blockquote { margin-left: 0; padding-left: 1em; border-left: 3px solid var(--line); }
`;

const DOCUMENT = `
main { max-width: 880px; margin: 0 auto; padding: 32px 20px 64px; }
section { margin-top: 3em; }
h2 { border-bottom: 1px solid var(--line); padding-bottom: 0.25em; }
h3 { margin-top: 1.8em; font-size: 1.05em; }
@page { margin: 18mm; }
@media print {
  body { font-size: 11pt; color: #000; }
  main { max-width: none; padding: 0; }
  section + section { break-before: page; }
  h2, h3 { break-after: avoid; }
  article, figure, pre, table { break-inside: avoid; }
  img { max-height: 230mm; }
  a { color: inherit; text-decoration: none; }
}
`;

const SLIDES = `
html { scroll-snap-type: y mandatory; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
section { display: flex; flex-direction: column; height: 100vh; padding: 4vh 5vw 2vh; scroll-snap-align: start; break-after: page; }
.slide { flex: 1; min-height: 0; display: flex; flex-direction: column; gap: 1.5vh; overflow: auto; font-size: clamp(16px, 2.2vh, 26px); }
.slide > :only-child { margin: auto; }
.slide > * { margin: 0; flex: none; }
.slide figure { flex: 1 1 0; min-height: 45%; display: flex; justify-content: center; }
.slide img { max-height: 100%; object-fit: contain; }
h1 { font-size: 2.2em; }
h2.small { font-size: 1.15em; }
.foot { flex: none; display: flex; justify-content: center; gap: 1.5em; margin: 1vh 0 0; color: var(--quiet); font-size: 14px; }
.foot a { text-decoration: none; padding: 0 0.5em; }
@page { size: landscape; margin: 10mm; }
@media print {
  section { height: 180mm; padding: 0; }
  section:last-child { break-after: auto; }
  .foot a { display: none; }
}
`;
