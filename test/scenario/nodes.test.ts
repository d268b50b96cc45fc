import { describe, expect, it } from 'vitest';
import { namesFor } from '../../src/scenario/nodes';
import { parseScenario } from '../../src/scenario/parse';
import { chat, chatScenario } from './chat-model';

describe('namesFor', () => {
  it('takes the names of the model first', () => {
    expect(namesFor('guest', { names: ['ann', 'ben'] }, 1)).toEqual(['ann']);
  });
  it('goes on with the role and a number', () => {
    expect(namesFor('guest', { names: ['ann', 'ben'] }, 4)).toEqual(['ann', 'ben', 'guest3', 'guest4']);
    expect(namesFor('guest', { names: [] }, 2)).toEqual(['guest1', 'guest2']);
  });
  it('goes on counting where the model counts', () => {
    expect(namesFor('server', { names: ['s1', 's2', 's3'] }, 5)).toEqual(['s1', 's2', 's3', 's4', 's5']);
    expect(namesFor('server', { names: ['s1'] }, 3)).toEqual(['s1', 's2', 's3']);
    expect(namesFor('server', { names: ['s7', 's3'] }, 7)).toEqual(['s7', 's3', 's4', 's5', 's6', 's8', 's9']);
  });
  it('never gives a name twice', () => {
    expect(namesFor('guest', { names: ['guest3', 'ann'] }, 4)).toEqual(['guest3', 'ann', 'guest4', 'guest5']);
  });
});

it('nodes stand in the order of the roles of the model, whatever the order in the file', () => {
  const { scenario } = parseScenario(chatScenario('nodes: { watcher: 1, host: [hall], guest: 3 }'), [chat]);
  expect(scenario!.world.nodes).toEqual([
    { id: 'ann', role: 'guest' },
    { id: 'ben', role: 'guest' },
    { id: 'guest3', role: 'guest' },
    { id: 'hall', role: 'host' },
    { id: 'watcher1', role: 'watcher' },
  ]);
});
