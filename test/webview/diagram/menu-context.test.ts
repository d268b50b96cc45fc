import { expect, test } from 'vitest';
import type { Run } from '../../../webview/store/store';
import { laneContext, momentContext } from '../../../webview/diagram/menu-context';
import { columnsOf, traceOfRows } from '../chunks';

const columns = columnsOf(traceOfRows([[0, 0, 'invoke'], [5, 0, 'send', 'Ask', 0], [9, 1, 'lose', 'Ask', 1, 1], [12, 1, 'crash']]));
const run = { number: 3, columns, info: { clients: ['a'] } } as unknown as Run;
const told = (event: number, node: string): { [key: string]: unknown } => JSON.parse(momentContext(run, { event, node })) as { [key: string]: unknown };

test('the menu is told of which kind the event is, and whose lane it is', () => {
  expect(told(0, 'a')).toMatchObject({ webviewSection: 'moment', run: 3, event: 0, node: 'a', atUs: 0, faultlineOperation: true, faultlineMessage: false, faultlineFault: false, faultlineClient: true });
  expect(told(2, 'b')).toMatchObject({ atUs: 9, faultlineMessage: true, faultlineFault: true, faultlineOperation: false, faultlineClient: false });
  expect(told(3, 'b')).toMatchObject({ faultlineMessage: false, faultlineFault: true });
  expect(JSON.parse(laneContext(run, 'a'))).toEqual({ webviewSection: 'lane', node: 'a', faultlineClient: true, preventDefaultContextMenuItems: true });
});
