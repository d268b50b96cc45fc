import { describe, expect, test } from 'vitest';
import { createScrollModel } from '../../../webview/diagram/scroll';

describe('a picture that a browser can scroll', () => {
  test('is scrolled as it is', () => {
    const scroll = createScrollModel();
    scroll.resize(5000, 800);
    expect(scroll.canvasPx).toBe(5000);
    expect(scroll.scrolled(1234)).toBe(true);
    expect(scroll.top).toBe(1234);
    scroll.moveTo(9999);
    expect(scroll.top).toBe(4200);
    expect(scroll.scrollTop).toBe(4200);
  });

  test('smaller than its window does not move', () => {
    const scroll = createScrollModel();
    scroll.resize(300, 800);
    scroll.moveTo(50);
    expect(scroll.top).toBe(0);
  });
});

describe('a picture taller than a browser can scroll', () => {
  const total = 28_000_000_000;
  const tall = () => {
    const scroll = createScrollModel();
    scroll.resize(total, 1000);
    return scroll;
  };

  test('gets a scrollbar of a size that works', () => {
    expect(tall().canvasPx).toBe(8_000_000);
  });

  test('small movements are taken as they are', () => {
    const scroll = tall();
    scroll.moveTo(1_000_000_000);
    const top = scroll.top;
    scroll.scrolled(scroll.scrollTop + 100);
    expect(scroll.top).toBe(top + 100);
  });

  test('dragging goes in proportion', () => {
    const scroll = tall();
    scroll.scrolled((8_000_000 - 1000) / 2);
    expect(scroll.top / total).toBeCloseTo(0.5, 3);
  });

  test('both ends can be reached', () => {
    const scroll = tall();
    scroll.scrolled(8_000_000 - 1000);
    expect(scroll.top).toBe(total - 1000);
    scroll.scrolled(0);
    expect(scroll.top).toBe(0);
  });

  test('what was set by program and comes back rounded is no movement', () => {
    const scroll = tall();
    scroll.moveTo(123_456_789);
    const top = scroll.top;
    expect(scroll.scrolled(Math.round(scroll.scrollTop))).toBe(false);
    expect(scroll.top).toBe(top);
  });
});
