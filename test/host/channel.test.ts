import { describe, expect, test } from 'vitest';
import { Refusal, openChannel } from '../../src/host/channel';
import type { ViewHandlers, Wire } from '../../src/host/channel';

describe('the channel to a view', () => {
  test('hands a notice to its handler', async () => {
    const { receive, seen } = connect({ stepped: (message) => void seen.push(message) });
    receive({ type: 'stepped', run: 3, step: 7 });
    expect(seen).toEqual([{ type: 'stepped', run: 3, step: 7 }]);
  });

  test('answers a request under its number', async () => {
    const { receive, posted, sent } = connect({}, { notePage: ({ page }) => ({ page, title: 'Title', blocks: [] }) });
    receive({ type: 'request', id: 12, method: 'notePage', args: { page: 'ch8/x' } });
    await posted();
    expect(sent).toEqual([{ type: 'response', id: 12, result: { page: 'ch8/x', title: 'Title', blocks: [] } }]);
  });

  test('says why a request was refused, and counts that as no defect', async () => {
    const { receive, posted, sent, defects } = connect({}, { notePage: () => Promise.reject(new Refusal('There is no such page.')) });
    receive({ type: 'request', id: 1, method: 'notePage', args: { page: 'nowhere' } });
    await posted();
    expect(sent).toEqual([{ type: 'failure', id: 1, message: 'There is no such page.' }]);
    expect(defects).toEqual([]);
  });

  test('answers also when the handler throws, and reports the defect', async () => {
    const { receive, posted, sent, defects } = connect({}, { details: () => { throw new RangeError('no event 9'); } });
    receive({ type: 'request', id: 2, method: 'details', args: { run: 1, from: 9, to: 10 } });
    await posted();
    expect(sent).toEqual([{ type: 'failure', id: 2, message: 'no event 9' }]);
    expect(defects).toHaveLength(1);
  });

  test.each(['toString', '__proto__', 'nothing', 7, undefined])('fails the unknown request %s', async (method) => {
    const { receive, posted, sent, defects } = connect({});
    receive({ type: 'request', id: 4, method, args: {} });
    await posted();
    expect(sent).toEqual([{ type: 'failure', id: 4, message: `unknown request ${String(method)}` }]);
    expect(defects).toHaveLength(1);
  });

  test.each([null, undefined, 'ready', 5, {}, { type: 'hasOwnProperty' }, { type: 'requests' }, { type: 'request' }, { type: 7 }])(
    'lets %j pass without a word',
    async (message) => {
      const { receive, sent, defects } = connect({});
      receive(message);
      await Promise.resolve();
      expect(sent).toEqual([]);
      expect(defects).toEqual([]);
    },
  );

  test('reports a notice that fails', async () => {
    const { receive, defects } = connect({ openSource: () => Promise.reject(new Error('gone')) });
    receive({ type: 'openSource' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(defects).toEqual([new Error('gone')]);
  });
});

function connect(notices: Partial<ViewHandlers>, requests: Partial<ViewHandlers['requests']> = {}) {
  const unexpected = (): never => { throw new Error('not expected in this test'); };
  const handlers: ViewHandlers = {
    ready: unexpected, stepped: unexpected, openLink: unexpected, openSource: unexpected,
    copyToWorkspace: unexpected, showProblems: unexpected, showExecution: unexpected, swapSides: unexpected, copyText: unexpected, copied: unexpected, raster: unexpected, picture: unexpected, askGoTo: unexpected, note: unexpected, change: unexpected, lastChange: unexpected, drag: unexpected, dismissGhost: unexpected, answered: unexpected, seeds: unexpected, showLine: unexpected, defect: unexpected,
    ...notices,
    requests: {
      details: unexpected, clockChanges: unexpected, stateAt: unexpected, sequence: unexpected, standing: unexpected, signs: unexpected, findWords: unexpected, find: unexpected, pictureOf: unexpected, ledger: unexpected, operations: unexpected, linearize: unexpected, stopLinearizing: unexpected, underWay: unexpected, fieldChanges: unexpected, compared: unexpected, cannot: unexpected, dragLimit: unexpected, settings: unexpected, set: unexpected, notePage: unexpected, notePreview: unexpected, writeNote: unexpected, glossary: unexpected, sectionsAbout: unexpected, perspective: unexpected,
      ...requests,
    },
  };
  let listener: (message: unknown) => void = unexpected;
  const sent: unknown[] = [];
  const seen: unknown[] = [];
  const defects: unknown[] = [];
  let arrived: () => void;
  const posted = new Promise<void>((resolve) => (arrived = resolve));
  const wire: Wire = {
    postMessage(message) {
      sent.push(message);
      arrived();
      return Promise.resolve(true);
    },
    onDidReceiveMessage(added) {
      listener = added;
      return { dispose() {} };
    },
  };
  openChannel(wire, handlers, (defect) => defects.push(defect));
  return { receive: (message: unknown) => listener(message), posted: () => posted, sent, seen, defects };
}
