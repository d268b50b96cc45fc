import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GrowingLog } from '../../src/kernel/log';
import { MAX_ROW_BYTES, packColumns, unpackColumns } from '../../src/protocol/packed-columns';
import type { UnpackedColumns } from '../../src/protocol/packed-columns';

const row = fc.record({
  wait: fc.oneof(fc.nat(300), fc.nat(), fc.nat(Number.MAX_SAFE_INTEGER)),
  node: fc.oneof(fc.nat(200), fc.nat(65_534)),
  kind: fc.nat(22),
  cause: fc.oneof(fc.constant(-1), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
  partner: fc.oneof(fc.constant(-1), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
  label: fc.nat(30),
});

/** Rows in order of time, causes before them, partners on either side. */
const logs = fc.tuple(fc.array(row, { minLength: 1, maxLength: 60 }), fc.integer({ min: -1e12, max: 1e12 })).map(([rows, start]) => {
  const log = new GrowingLog();
  let t = start;
  rows.forEach(({ wait, node, kind, cause, partner, label }, i) => {
    if (i > 0) t = Math.min(Number.MAX_SAFE_INTEGER, t + wait);
    log.append(t, node, kind, i === 0 || cause < 0 ? -1 : Math.floor(cause * i), -1, `l${label}`, {});
    log.partner[i] = partner < 0 ? -1 : Math.floor(partner * rows.length);
  });
  return log;
});

function empty(length: number): UnpackedColumns {
  return {
    t: new Float64Array(length), node: new Uint16Array(length), kind: new Uint8Array(length),
    cause: new Int32Array(length), partner: new Int32Array(length), label: new Uint16Array(length),
  };
}

describe('packed columns', () => {
  it('come out as they went in, wherever they are cut', () => {
    fc.assert(
      fc.property(logs, fc.nat(60), (log, cut) => {
        const columns = empty(log.length);
        const middle = Math.min(cut, log.length);
        const first = packColumns(log, 0, middle);
        const second = packColumns(log, middle, log.length);
        expect(first.byteLength + second.byteLength).toBeLessThanOrEqual(log.length * MAX_ROW_BYTES);
        unpackColumns(first, 0, middle, columns);
        unpackColumns(second, middle, log.length - middle, columns);
        for (const name of ['t', 'node', 'kind', 'cause', 'partner', 'label'] as const) {
          expect([...columns[name]]).toEqual([...log[name].subarray(0, log.length)]);
        }
      }),
    );
  });

  it('take a few bytes a row where rows are close to what they refer to', () => {
    const log = new GrowingLog();
    for (let i = 0; i < 1000; i++) log.append(i * 50, i % 5, 1, i - 1, -1, 'Ping', {});
    expect(packColumns(log, 0, 1000).byteLength).toBeLessThan(7 * 1000);
  });
});
