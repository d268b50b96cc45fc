/** Study notes to take away: what is in them, and that nothing of a note becomes more than text. */
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { MODELS } from '../../../src/models/registry';
import { pinNotes } from '../../../src/notes/pins';
import { studyHtml, slidesHtml } from '../../../src/notes/study/html';
import { slidesMarkdown, studyMarkdown } from '../../../src/notes/study/markdown';
import { documentPictures, slidePictures, studyNotes } from '../../../src/notes/study/study';
import type { Study } from '../../../src/notes/study/study';
import { parseScenario } from '../../../src/scenario/parse';
import { runScenario } from '../../../src/scenario/run';
import { bundledFiles, idOf } from '../../bundled';

const HOSTILE = [
  '<script>alert(1)</script> and <img src=x onerror=alert(1)> and <svg/onload=alert(1)>',
  '[click](javascript:alert(1)) [data](data:text/html,x) [command](command:workbench.action.quit) ![remote](https://example.com/x.png)',
  '[fine](https://example.com/a(b)?c="d") <https://example.com/>',
  '# A heading\n\n- a list\n  - within\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| <b>x</b> | `|` |',
  '~~~html\n<script>alert(2)</script>\n```\n~~~',
  '> quoted\n> <iframe src="https://example.com"></iframe>\n\n---\n\n--- not a slide',
].join('\n\n');

function studyOf(id: string, extra: string, pictures: typeof documentPictures): Study {
  const { text, files } = bundledFiles('.scenario.yaml').find(({ path }) => idOf(path) === id)!;
  const scenario = parseScenario(text, MODELS, files).scenario!;
  const { trace } = runScenario(scenario);
  const { notes } = pinNotes(scenario, trace);
  const hostile = pinNotes({ notes: [{ text: extra, author: '<b>Eve</b>', date: '2026-11-23', span: { start: 0, end: 0 } }] }, trace).notes;
  const found = studyNotes(trace, [...notes, ...hostile], (see) => (see === 'ch8/unreliable-networks#lost-reply' ? 'Chapter 8, Unreliable networks: Lost reply' : ''));
  return { title: scenario.title, runs: [{ title: scenario.title, file: `${id}.scenario.yaml`, rows: scenario.covers, notes: found, pictures: pictures(trace, found).map((picture) => ({ ...picture, address: 'data:image/svg+xml;base64,AAAA' })) }] };
}

const document = studyOf('reply-lost', HOSTILE, documentPictures);
const slides = studyOf('reply-lost', HOSTILE, slidePictures);

test('a short run is one picture, notes come in the order of their events, with their chapters', () => {
  const [run] = document.runs;
  expect(run!.pictures).toMatchObject([{ from: 0, to: 30, step: -1, note: -1 }]);
  expect(run!.notes.map(({ where }) => where)).toEqual([
    'On the whole',
    '#14, 35.000 ms: alice never gets Reply from shop: dropped on the way',
    expect.stringMatching(/^#15, 100\.000 ms: /),
    expect.stringMatching(/^#26, 130\.000 ms: /),
  ]);
  const text = studyMarkdown(document);
  expect(text).toContain('The shop did the work. Only its answer died.');
  expect(text).toContain('See Chapter 8, Unreliable networks: Lost reply.');
});

test('a long run has a picture for each note', () => {
  const { runs: [run] } = studyOf('paxos-duel', 'On the whole.', documentPictures);
  expect(run!.pictures.length).toBeGreaterThan(1);
  for (const { from, to, step, note } of run!.pictures) {
    expect(run!.notes[note]!.event).toBe(step);
    expect(from <= step && step <= to && to - from <= 18).toBe(true);
  }
});

test('slides begin and end with the run, and have one for each note at an event', () => {
  const [run] = slides.runs;
  expect(run!.pictures.map(({ step }) => step)).toEqual([0, 14, 15, expect.any(Number), 30]);
  expect(slidesMarkdown(slides).split('\n\n---\n\n').length).toBe(2 + run!.pictures.length);
  expect(slidesHtml(slides).match(/<section /g)?.length).toBe(2 + run!.pictures.length);
});

describe('nothing of a note becomes more than text', () => {
  for (const [name, html] of [
    ['the page', studyHtml(document)],
    ['the slides', slidesHtml(slides)],
    // A viewer that lets HTML through, as those of many sites do.
    ['the document', new MarkdownIt({ html: true }).render(studyMarkdown(document))],
    ['the slides in Markdown', new MarkdownIt({ html: true }).render(slidesMarkdown(slides))],
  ] as const) {
    test(name, () => {
      const tags = [...html.matchAll(/<([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>/gi)].map(([, tag, rest]) => ({ tag: tag!.toLowerCase(), rest: rest! }));
      expect(tags.map(({ tag }) => tag).filter((tag) => /^(script|iframe|svg|object|embed|form|input|b|link)$/.test(tag))).toEqual([]);
      expect(tags.filter(({ rest }) => /\son\w+\s*=/i.test(rest.replace(/"[^"]*"/g, '""')))).toEqual([]);
      const addresses = tags.flatMap(({ rest }) => [...rest.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address!));
      expect(addresses.filter((address) => !/^(https:\/\/example\.com\/|#|data:image\/svg\+xml;base64,)/.test(address))).toEqual([]);
      expect(tags.filter(({ tag, rest }) => tag === 'img' && !rest.includes('data:image')).length).toBe(0);
      expect(html).toMatch(/(&lt;|&#60;)script(&gt;|&#62;)alert\(1\)/);
      expect(html).toMatch(/(&lt;|&#60;)iframe/);
      expect(html).toContain('Eve');
    });
  }
});
