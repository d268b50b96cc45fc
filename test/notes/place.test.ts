import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ruleFor } from '../../src/notes/event-rule';
import { copiedMarkdown, linkTo } from '../../src/notes/copied';
import { runLinksIn } from '../../src/notes/links-in-text';
import { LINK_FIELDS, locate, parsePlace, placeFragment, runLinkOf } from '../../src/notes/place';
import type { Place } from '../../src/notes/place';
import { EVENT_KINDS } from '../../src/trace/trace';
import { find } from '../../src/trace/match';
import { bundledRun } from './runs';

const { trace } = bundledRun('reply-lost');

describe('a place in a link', () => {
  test('is a number, an event by kind, or a time', () => {
    expect(parsePlace('step=12')).toEqual({ ok: true, place: { kind: 'step', event: 12 } });
    expect(parsePlace('event=lose:1')).toEqual({ ok: true, place: { kind: 'event', rule: { kind: 'lose', nth: 1 } } });
    expect(parsePlace('event=lose')).toEqual({ ok: true, place: { kind: 'event', rule: { kind: 'lose', nth: 1 } } });
    expect(parsePlace('event=send:2&type=Charge&from=al%20ice')).toEqual({ ok: true, place: { kind: 'event', rule: { kind: 'send', type: 'Charge', from: 'al ice', nth: 2 } } });
    expect(parsePlace('time=1.5s')).toEqual({ ok: true, place: { kind: 'time', us: 1_500_000 } });
  });

  test('says what is wrong with it', () => {
    const message = (text: string): string => {
      const read = parsePlace(text);
      return read.ok ? 'nothing' : read.message;
    };
    expect(message('event=loose:1')).toContain('did you mean lose?');
    expect(message('event=lose:0')).toContain('the first one is 1');
    expect(message('step=12&x=1')).toContain('nothing more');
    expect(message('step=-1')).toContain('whole number');
    expect(message('event=lose:1&constructor=a')).toContain('no field');
    expect(message('event=lose:1&type=a&type=b')).toContain('twice');
    expect(message('lose')).toContain('step=12');
    expect(message('time=1')).toContain('unit');
    expect(message('event=%zz')).toContain('step=12');
  });

  test('reads what it writes, and never throws', () => {
    const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
    const place: fc.Arbitrary<Place> = fc.oneof(
      fc.nat(999_999_999).map((event): Place => ({ kind: 'step', event })),
      fc.nat(10 ** 12).map((us): Place => ({ kind: 'time', us })),
      fc.record({ kind: fc.constantFrom(...EVENT_KINDS), nth: fc.integer({ min: 1, max: 9999 }), fields: fc.dictionary(fc.constantFrom(...LINK_FIELDS), word) }).map(({ kind, nth, fields }): Place => ({ kind: 'event', rule: { kind, nth, ...fields } })),
    );
    fc.assert(
      fc.property(place, (each) => {
        expect(parsePlace(placeFragment(each))).toEqual({ ok: true, place: each });
      }),
      { numRuns: 200 },
    );
    fc.assert(fc.property(fc.string(), (text) => typeof parsePlace(text).ok === 'boolean'));
  });

  test('is found in the run, or said not to be there', () => {
    const lost = locate({ kind: 'event', rule: { kind: 'lose', nth: 1 } }, trace);
    expect(lost.ok && trace.kind[lost.event]).toBe(EVENT_KINDS.indexOf('lose'));
    expect(locate({ kind: 'step', event: 3 }, trace)).toEqual({ ok: true, event: 3 });
    expect(locate({ kind: 'step', event: 3000 }, trace)).toMatchObject({ ok: false });
    expect(locate({ kind: 'event', rule: { kind: 'heal', nth: 1 } }, trace)).toMatchObject({ ok: false, message: 'there is no event=heal:1 in this run' });
    expect(locate({ kind: 'time', us: 0 }, trace)).toMatchObject({ ok: true });
  });
});

test('every event of a run is found by the rule that names it', () => {
  for (const id of ['reply-lost', 'raft-split-vote', 'lease-pause', 'partition-one-way']) {
    const run = bundledRun(id).trace;
    for (let event = 0; event < Math.min(run.length, 120); event++) expect(find(run, ruleFor(run, event)), `${id} #${event}`).toBe(event);
  }
});

test('only files of runs are led to', () => {
  expect(runLinkOf('a%20b.scenario.yaml#step=1')).toEqual({ path: 'a b.scenario.yaml', fragment: 'step=1' });
  expect(runLinkOf('/x/y.trace.jsonl')).toEqual({ path: '/x/y.trace.jsonl', fragment: '' });
  expect(runLinkOf('faultline:/scenarios/ch8/a.scenario.yaml#step=1')?.path).toBe('faultline:/scenarios/ch8/a.scenario.yaml');
  for (const href of ['a.md#step=1', 'https://x.org/a.scenario.yaml', 'command:x.scenario.yaml', 'javascript:a.scenario.yaml', 'a.yaml', '%zz.scenario.yaml', 'file:///etc/a.scenario.yaml']) {
    expect(runLinkOf(href), href).toBeUndefined();
  }
});

test('a copied link leads back to its event, whatever the file is called', () => {
  for (let event = 0; event < trace.length; event++) {
    const link = runLinkOf(linkTo('/my notes/a (b).scenario.yaml', trace, event));
    expect(link?.path).toBe('/my notes/a (b).scenario.yaml');
    const read = parsePlace(link!.fragment);
    expect(read.ok && locate(read.place, trace)).toEqual({ ok: true, event });
  }
});

test('a copied event is a block, a link and what is noted there', () => {
  const lost = locate({ kind: 'event', rule: { kind: 'lose' } }, trace);
  if (!lost.ok) throw new Error('nothing is lost');
  const text = copiedMarkdown('/reply-lost.scenario.yaml', trace, lost.event, ['The shop did the work.\n\n- Only its answer died.'], true);
  expect(text).toContain('```faultline\nscenario: /reply-lost.scenario.yaml\nfrom: ');
  expect(text).toContain('(/reply-lost.scenario.yaml#event=lose:1&type=Reply&from=shop&to=alice)');
  expect(text).toContain('> The shop did the work.\n>\n> - Only its answer died.');
  const [link] = runLinksIn(text);
  expect(link?.place?.ok).toBe(true);
  expect(copiedMarkdown('x.trace.jsonl', trace, lost.event, [], false)).not.toContain('```');
});

test('links are found in Markdown where they are links, and nowhere else', () => {
  const text = 'See [a](lost.scenario.yaml#step=3 "title") and [b](<my file.scenario.yaml#event=lose:1>), [c](https://x.org).\n\n```\n[d](no.scenario.yaml#step=1)\n```\n\n[ref]: other.trace.jsonl#time=2s\n[w](lost.scenario.yaml#stop=3)';
  const links = runLinksIn(text);
  expect(links.map(({ path, fragment }) => `${path} ${fragment}`)).toEqual(['lost.scenario.yaml step=3', 'my file.scenario.yaml event=lose:1', 'other.trace.jsonl time=2s', 'lost.scenario.yaml stop=3']);
  expect(links.map(({ start, end }) => text.slice(start, end))).toEqual(['lost.scenario.yaml#step=3', 'my file.scenario.yaml#event=lose:1', 'other.trace.jsonl#time=2s', 'lost.scenario.yaml#stop=3']);
  expect(links.map(({ place }) => place?.ok)).toEqual([true, true, true, false]);
});
