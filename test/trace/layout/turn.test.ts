import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leftOf, placeLabels } from '../../../src/trace/layout/labels';
import type { LabelBox } from '../../../src/trace/layout/labels';
import { placesAround, turnedLine, turnedMessagePlaces, turnedPath, turnedPlaces, turnedWishes } from '../../../src/trace/layout/turn';

const ROOM = { left: 0, right: 1000, top: 30, bottom: 400 };

test('a path is mirrored at the diagonal, arcs the other way round', () => {
  expect(turnedPath('M1 2H3V4h5v6L7 8z')).toBe('M2 1V3H4v5h6L8 7z');
  expect(turnedPath('M0 0C1 2 3 4 5 6q1 2,3 4')).toBe('M0 0C2 1 4 3 6 5q2 1 4 3');
  expect(turnedPath('a3 4 0 1 0 6 1')).toBe('a4 3 0 1 1 1 6');
});

test('mirrored twice, a path is what it was', () => {
  const numbers = (count: number): fc.Arbitrary<string> => fc.array(fc.integer({ min: -500, max: 500 }), { minLength: count, maxLength: count }).map((list) => list.join(' '));
  const pairs = fc.tuple(fc.constantFrom('M', 'L', 'm', 'l'), numbers(2)).map((parts) => parts.join(''));
  const single = fc.tuple(fc.constantFrom('H', 'V', 'h', 'v'), numbers(1)).map((parts) => parts.join(''));
  const curve = fc.tuple(fc.constantFrom('C', 'c'), numbers(6)).map((parts) => parts.join(''));
  const arc = fc.tuple(fc.constantFrom('A', 'a'), numbers(3), fc.constantFrom('0 0', '0 1', '1 0', '1 1'), numbers(2)).map(([command, radii, flags, end]) => `${command}${radii} ${flags} ${end}`);
  fc.assert(fc.property(fc.array(fc.oneof(pairs, single, curve, arc, fc.constant('z'))), (parts) => {
    const d = parts.join('');
    expect(turnedPath(turnedPath(d))).toBe(d);
  }));
});

test('what stands right of a lane stands below it, what stands left above, and all of it in the room there is', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 8, max: 200 }), (lane, moment, widthPx) => {
    const right: LabelBox = { x: lane + 16, y: moment + 4, anchor: 'start', widthPx };
    const left: LabelBox = { x: lane - 24, y: moment + 4, anchor: 'end', widthPx };
    for (const place of turnedPlaces([right, left], ROOM)) {
      const above = place.y < lane;
      // Clear of the lane and of the marks on it.
      expect(above ? lane - place.y : place.y - 9 - lane).toBeGreaterThan(8);
      expect(leftOf(place)).toBeGreaterThanOrEqual(ROOM.left);
      expect(leftOf(place) + widthPx).toBeLessThanOrEqual(ROOM.right);
      expect(place.y).toBeLessThanOrEqual(ROOM.bottom);
      expect(place.y - 9).toBeGreaterThanOrEqual(ROOM.top);
      // Not far from its moment.
      expect(leftOf(place)).toBeLessThanOrEqual(moment + 1);
      expect(leftOf(place) + widthPx).toBeGreaterThanOrEqual(moment - 1);
    }
    if (lane > 75 && lane < 340 && moment > 210 && moment < 790) expect(turnedPlaces([right, left], ROOM).length).toBe(12);
  }));
});

test('the type of a message stands level beside its line and not on it', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: -300, max: 300 }), fc.integer({ min: 10, max: 120 }), (dx, dy, widthPx) => {
    const line = turnedLine({ send: 0, end: 1, fate: 'delivered', x1: 200, y1: 500, x2: 200 + dy, y2: 500 + dx, self: false }, 100);
    expect(line).toMatchObject({ x1: 400, y1: 200, x2: 400 + dx, y2: 200 + dy });
    const [best] = turnedMessagePlaces(line, widthPx);
    // The line at both ends of the words is beside, over or under all of them.
    const slope = dy / dx;
    const box = { left: leftOf(best!), right: leftOf(best!) + widthPx, top: best!.y - 8, bottom: best!.y };
    const sides = [[box.left, box.top], [box.right, box.top], [box.left, box.bottom], [box.right, box.bottom]].map(([x, y]) => Math.sign(y! - (200 + slope * (x! - 400))));
    if (Math.abs(slope) < 0.6 || Math.abs(slope) > 1.6) expect(new Set(sides).size).toBe(1);
  }));
});

test('words around a point on a lane leave the lane free', () => {
  expect(placesAround(100, 200, 14, 40, true).every(({ y }) => y - 9 > 208 || y < 192)).toBe(true);
  expect(placesAround(100, 200, 14, 40)[0]).toMatchObject({ x: 114, anchor: 'start' });
});

test('places of its own are taken as they are, if they are in the room', () => {
  const box: LabelBox = { x: 10, y: 100, anchor: 'start', widthPx: 30 };
  const wishes = turnedWishes([{ of: 'a', priority: 1, places: [], turned: [box, { ...box, x: -5 }] }, { of: 'b', priority: 1, places: [], turned: [] }], ROOM);
  expect(wishes.map(({ places }) => places)).toEqual([[box], []]);
  // Two on one line keep apart from each other.
  const near = { ...box, x: 44 };
  expect(placeLabels([{ of: 'a', priority: 2, places: [box] }, { of: 'b', priority: 1, places: [near] }], 13, 9).size).toBe(1);
  expect(placeLabels([{ of: 'a', priority: 2, places: [box] }, { of: 'b', priority: 1, places: [near] }], 13).size).toBe(2);
});
