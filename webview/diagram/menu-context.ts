/**
 * What VS Code's own context menu is told of the place that was pointed at: package.json says by it which commands apply there, and they
 * get it as their argument.
 */
import { KIND } from '../../src/trace/trace';
import type { Run } from '../store/store';

/** The event that is meant, and the lane beside which the pointer is. */
export interface Moment {
  readonly event: number;
  readonly node: string;
}

const MESSAGE: ReadonlySet<number> = new Set([KIND.send, KIND.deliver, KIND.lose]);
const OPERATION: ReadonlySet<number> = new Set([KIND.invoke, KIND.return]);
/** Events behind which a fault may be; whether there is one, the host knows. */
const OF_FAULTS: ReadonlySet<number> = new Set([...MESSAGE, KIND.crash, KIND.restart, KIND.pause, KIND.resume, KIND.partition, KIND.heal, KIND['clock-set'], KIND.note]);

/** For `data-vscode-context`. `cannot` names the commands that would be refused there, which the menu then does not offer. */
export function momentContext(run: Run, { event, node }: Moment, cannot: readonly string[] = []): string {
  const kind = run.columns.kind[event]!;
  return JSON.stringify({
    webviewSection: 'moment',
    run: run.number,
    event,
    node,
    atUs: run.columns.t[event],
    faultlineMessage: MESSAGE.has(kind),
    faultlineFault: OF_FAULTS.has(kind),
    faultlineOperation: OPERATION.has(kind),
    faultlineClient: isClient(run, node),
    ...Object.fromEntries(cannot.map((command) => [`faultlineNo_${command}`, true])),
    preventDefaultContextMenuItems: true,
  });
}

/** For the head of a lane: what is asked of it there, is asked at the current step. */
export function laneContext(run: Run, node: string): string {
  return JSON.stringify({ webviewSection: 'lane', node, faultlineClient: isClient(run, node), preventDefaultContextMenuItems: true });
}

function isClient(run: Run, node: string): boolean {
  return run.info.clients?.includes(node) === true;
}
