import { describe, expect, test } from 'vitest';
import { termFinder, withPlural } from '../../src/trace/terms';
import type { Term } from '../../src/trace/terms';

const term = (title: string, ...more: string[]): Term => ({ anchor: title, title, forms: [title, ...more].flatMap(withPlural), text: '' });
const find = termFinder([term('lease', 'leader lease'), term('quorum'), term('leader'), term('happens-before', 'happened before'), term('safety property'), term('a+b')]);
const found = (text: string): string[] => find(text).map(({ start, end, term: { title } }) => `${text.slice(start, end)}=${title}`);

describe('terms in a text', () => {
  test('of those that begin at one place the longest is found', () => {
    expect(found('The leader lease of the leader')).toEqual(['leader lease=lease', 'leader=leader']);
  });

  test('plurals, capitals, hyphens and line ends make no difference', () => {
    expect(found('Leases and Quorums; what HAPPENED\nBEFORE, leader-leases')).toEqual(['Leases=lease', 'Quorums=quorum', 'HAPPENED\nBEFORE=happens-before', 'leader-leases=lease']);
    expect(found('two safety properties')).toEqual(['safety properties=safety property']);
  });

  test('part of a word or of a name is no term', () => {
    expect(found('released lease_id leaders’ ex-leader leader-less quorumé')).toEqual(['leaders=leader']);
    expect(found('(lease) “quorum”, leader.')).toEqual(['lease=lease', 'quorum=quorum', 'leader=leader']);
  });

  test('a term may hold signs that mean something to a pattern', () => {
    expect(found('a+b, aab')).toEqual(['a+b=a+b']);
  });

  test('of no terms nothing is found', () => {
    expect(termFinder([])('lease')).toEqual([]);
  });
});

test('plurals', () => {
  expect(['quorum', 'property', 'process', 'NTP', 'happens', 'day', 'crash'].map((form) => withPlural(form).at(-1))).toEqual(['quorums', 'properties', 'processes', 'NTPs', 'happens', 'days', 'crashes']);
});
