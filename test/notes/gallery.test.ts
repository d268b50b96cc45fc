import { expect, it } from 'vitest';
import { buildGallery } from '../../src/notes/gallery';

const scenario = { path: 'media/scenarios/ch8/lost.scenario.yaml', text: 'faultline: 1\ntitle: Lost\nmodel: chat\ncovers: [U1, U2]\nnotes:\n  - see: ch8/networks#lost-reply\n  - text: x\n' };
const note = {
  path: 'media/notes/ch8/networks.md',
  text: '# Networks\n\n## Lost reply\n\n[One](../../scenarios/ch8/lost.scenario.yaml), [again](../../scenarios/ch8/lost.scenario.yaml), [other](https://example.org/).\n',
};

it('lists scenarios and notes with what a list shows', () => {
  expect(buildGallery([note, scenario])).toEqual({
    scenarios: [{ id: 'lost', path: scenario.path, title: 'Lost', chapter: 'ch8', model: 'chat', covers: ['U1', 'U2'], sees: ['ch8/networks#lost-reply'] }],
    notes: [
      {
        page: 'ch8/networks',
        path: note.path,
        title: 'Networks',
        headings: [{ anchor: 'networks', title: 'Networks', level: 1 }, { anchor: 'lost-reply', title: 'Lost reply', level: 2 }],
        scenarios: ['lost'],
        sections: [
          { anchor: 'networks', title: 'Networks', scenarios: [], rows: [], questions: [] },
          { anchor: 'lost-reply', title: 'Lost reply', scenarios: ['lost'], rows: ['U1', 'U2'], questions: [] },
        ],
      },
    ],
    glossary: [],
  });
});

it('passes over other files', () => {
  expect(buildGallery([{ path: 'media/walkthrough/first.md', text: '# x' }, { path: 'media/scenarios/readme.txt', text: '' }])).toEqual({ scenarios: [], notes: [], glossary: [] });
});

it('lists a scenario that it cannot read by its id', () => {
  const broken = { path: 'media/scenarios/ch8/broken.scenario.yaml', text: 'title: [' };
  expect(buildGallery([broken]).scenarios).toEqual([{ id: 'broken', path: broken.path, title: 'broken', chapter: 'ch8', model: '', covers: [], sees: [] }]);
});

it('refuses two scenarios of one id', () => {
  expect(() => buildGallery([scenario, { ...scenario, path: 'media/scenarios/ch7/lost.scenario.yaml' }])).toThrow(/same file name/);
});
