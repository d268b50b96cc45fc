/**
 * From a command to the gesture it means: where it is to happen is given, what else it takes is asked of the reader, in the units and
 * within the bounds of scenario files. Nothing here knows VS Code.
 */
import type { Cut, Plain } from '../kernel/event';
import type { ParamSpec } from '../kernel/model';
import { MAX_UNTIL_US } from '../kernel/spec';
import { whyNot } from '../scenario/edit/edit-scenario';
import type { Draft } from '../scenario/edit/draft';
import type { Gesture } from '../scenario/edit/gesture';
import { operationOf } from '../scenario/edit/fault-of-event';
import { formatDuration, parseDrift, parseDuration } from '../scenario/units';
import type { Trace } from '../trace/trace';
import { nodeOf } from '../trace/trace';
import type { ChangeCommand } from './change-names';

/** Asks the reader; both resolve to undefined when the reader wants no more of it. */
export interface Asking {
  line(question: Line): Promise<string | undefined>;
  pick<T>(question: { readonly title: string; readonly placeHolder: string }, items: readonly Item<T>[]): Promise<T | undefined>;
}
export interface Line {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  /** What is wrong with an answer; undefined when nothing is. */
  check(text: string): string | undefined;
}
export interface Item<T> {
  readonly label: string;
  readonly description?: string;
  readonly value: T;
}

/** Where: an event of the run, and the lane and the time that are meant, which may be beside it. */
export interface Place {
  readonly event: number;
  readonly node: string;
  readonly atUs: number;
}
/** Why there is nothing to ask. */
export interface No {
  readonly no: string;
}

/** The gesture, or why there is none; undefined when the reader gave up. */
export async function gestureFor(command: ChangeCommand, { event, node, atUs }: Place, draft: Draft, trace: Trace, asking: Asking): Promise<Gesture | No | undefined> {
  const at = formatDuration(atUs);
  switch (command) {
    case 'loseMessage':
      return { do: 'lose', event };
    case 'undoFault':
      return { do: 'undo', event };
    case 'overtakePrevious':
      return { do: 'overtake', event, which: 'previous' };
    case 'overtakeNext':
      return { do: 'overtake', event, which: 'next' };
    case 'delayMessage': {
      const no = refusal({ do: 'delay', event, byUs: 1 });
      if (no !== undefined) return no;
      const byUs = await duration('Delay This Message', 'How much later it arrives, such as 50ms or 1.5s', '50ms', 0);
      return typeof byUs === 'number' ? { do: 'delay', event, byUs } : undefined;
    }
    case 'duplicateMessage': {
      const no = refusal({ do: 'duplicate', event, afterUs: 1 });
      if (no !== undefined) return no;
      const afterUs = await duration('Duplicate This Message', 'How long after the first the copy arrives; nothing for a latency of its own', '', 0, true);
      return afterUs === undefined ? undefined : { do: 'duplicate', event, ...(afterUs === 'nothing' ? {} : { afterUs }) };
    }
    case 'crashHere': {
      const downUs = await duration(`Crash ${node} at ${at}`, 'How long until it starts again; nothing for never', '', 1, true);
      return downUs === undefined ? undefined : { do: 'crash', node, atUs, ...(downUs === 'nothing' ? {} : { restartUs: atUs + downUs }) };
    }
    case 'restartHere':
      return { do: 'restart', node, atUs };
    case 'pauseHere': {
      const forUs = await duration(`Pause ${node} at ${at}`, 'For how long nothing runs there, such as 200ms', '200ms', 1);
      return typeof forUs === 'number' ? { do: 'pause', node, atUs, forUs } : undefined;
    }
    case 'slowHere':
      return slow();
    case 'stepClock': {
      const jumpUs = await duration(`Step the Clock of ${node} at ${at}`, 'By how much it is set forward, or back when negative, such as -30ms', '30ms', -MAX_UNTIL_US);
      return typeof jumpUs === 'number' ? { do: 'clock-jump', node, atUs, jumpUs } : undefined;
    }
    case 'driftClock': {
      const check = (text: string): string | undefined => wrong(parseDrift(text.trim()));
      const text = await asking.line({ title: `Set the Drift of the Clock of ${node} at ${at}`, prompt: 'How much too fast it runs from then on, in parts per million, such as 200ppm', value: '200ppm', check });
      const drift = text === undefined ? undefined : parseDrift(text.trim());
      return drift?.ok === true ? { do: 'clock-drift', node, atUs, driftPpm: drift.value } : undefined;
    }
    case 'partitionHere': {
      const cut = await asking.pick({ title: `Partition at ${at}`, placeHolder: 'Between whom is the network cut?' }, cutsAround(node, draft.scenario.world.nodes.map(({ id }) => id)));
      if (cut === undefined) return undefined;
      const forUs = await duration(`Partition at ${at}`, 'How long until it heals; nothing for never', '', 1, true);
      return forUs === undefined ? undefined : { do: 'partition', atUs, cut, ...(forUs === 'nothing' ? {} : { untilUs: atUs + forUs }) };
    }
    case 'addOperation':
      return addOperation();
    case 'moveOperation':
    case 'removeOperation':
      return ofOperation();
  }

  function refusal(gesture: Gesture): No | undefined {
    const why = whyNot(draft, gesture, trace);
    return why === undefined || why.code === 'no-change' ? undefined : { no: why.message };
  }

  async function slow(): Promise<Gesture | undefined> {
    const check = (text: string): string | undefined => (isBetween(text, 1, 1_000_000) ? undefined : 'A number from 1 to 1000000, such as 5');
    const factor = await asking.line({ title: `Slow Down ${node} at ${at}`, prompt: 'How many times as long its work and its messages take', value: '5', check });
    if (factor === undefined) return undefined;
    const forUs = await duration(`Slow Down ${node} at ${at}`, 'For how long; nothing for until the end', '', 1, true);
    return forUs === undefined ? undefined : { do: 'slow', node, atUs, factor: Number(factor), ...(forUs === 'nothing' ? {} : { untilUs: atUs + forUs }) };
  }

  async function addOperation(): Promise<Gesture | No | undefined> {
    const { model, nodes } = draft.scenario.world;
    const role = nodes.find(({ id }) => id === node)?.role;
    const offered = Object.entries(model.operations).filter(([, operation]) => operation.role === role);
    if (offered.length === 0) return { no: `${node} carries out no operations in this model` };
    const title = `Add an Operation of ${node} at ${at}`;
    const op = await asking.pick({ title, placeHolder: 'Which operation?' }, offered.map(([name, { summary }]) => ({ label: name, description: summary, value: name })));
    if (op === undefined) return undefined;
    const args: { [name: string]: Plain } = {};
    for (const [name, spec] of Object.entries(model.operations[op]!.args)) {
      const value = await argument(title, name, spec);
      if (value === undefined) return undefined;
      if (value !== spec.default) args[name] = value;
    }
    return { do: 'add-operation', client: node, op, atUs, args };
  }

  async function argument(title: string, name: string, spec: ParamSpec): Promise<Plain | undefined> {
    const prompt = `${name}: ${spec.summary}`;
    switch (spec.type) {
      case 'duration': {
        const us = await duration(title, prompt, formatDuration(spec.default), spec.min, false, spec.max);
        return us === 'nothing' ? undefined : us;
      }
      case 'integer':
      case 'number': {
        const fits = (text: string): boolean => isBetween(text, spec.min, spec.max) && (spec.type === 'number' || Number.isInteger(Number(text)));
        const check = (text: string): string | undefined => (fits(text) ? undefined : `${spec.type === 'number' ? 'A number' : 'A whole number'} from ${spec.min} to ${spec.max}`);
        const text = await asking.line({ title, prompt, value: String(spec.default), check });
        return text === undefined ? undefined : Number(text);
      }
      case 'boolean':
        return asking.pick({ title, placeHolder: prompt }, [spec.default, !spec.default].map((value) => ({ label: String(value), value })));
      case 'choice':
        return asking.pick({ title, placeHolder: prompt }, spec.choices.map((value) => ({ label: value, value, ...(value === spec.default ? { description: 'default' } : {}) })));
      case 'text':
        return asking.line({ title, prompt, value: spec.default, check: (text) => (text.length <= spec.maxChars ? undefined : `At most ${spec.maxChars} characters`) });
    }
  }

  async function ofOperation(): Promise<Gesture | No | undefined> {
    const operation = operationOf(trace, event, draft.scenario.world.workload);
    if (operation === undefined) return { no: 'this event is not an operation of the scenario’s workload' };
    if (command === 'removeOperation') return { do: 'remove-operation', operation };
    const { client, op, atUs: nowUs } = draft.scenario.world.workload[operation]!;
    const newUs = await duration(`Move ${op} of ${client}`, 'When it is to be invoked', formatDuration(nowUs), 0);
    return typeof newUs === 'number' ? { do: 'move-operation', operation, atUs: newUs } : undefined;
  }

  /** Microseconds; `nothing` where no answer is one. */
  async function duration(title: string, prompt: string, value: string, minUs: number, optional = false, maxUs = MAX_UNTIL_US): Promise<number | 'nothing' | undefined> {
    const check = (text: string): string | undefined => {
      if (text.trim() === '' && optional) return undefined;
      const read = parseDuration(text.trim());
      if (!read.ok) return wrong(read);
      return read.value < minUs || read.value > maxUs ? `From ${formatDuration(minUs)} to ${formatDuration(maxUs)}` : undefined;
    };
    const text = await asking.line({ title, prompt, value, check });
    if (text === undefined || check(text) !== undefined) return undefined;
    if (text.trim() === '') return 'nothing';
    const read = parseDuration(text.trim());
    return read.ok ? read.value : undefined;
  }
}

/** Who could be cut off from whom, seen from a node: the likeliest first. */
export function cutsAround(node: string, all: readonly string[]): readonly Item<Cut>[] {
  const others = all.filter((id) => id !== node);
  if (others.length === 0) return [];
  const rest = others.length === 1 ? others[0]! : 'everyone else';
  const cuts: Item<Cut>[] = [
    { label: `${node} ✂ ${rest}`, description: 'nothing goes either way', value: { groups: [[node], others] } },
    { label: `${node} ✕→ ${rest}`, description: `what ${node} sends is lost`, value: { from: [node], to: others } },
    { label: `${node} ←✕ ${rest}`, description: `what is sent to ${node} is lost`, value: { from: others, to: [node] } },
  ];
  if (others.length === 1) return cuts;
  for (const other of others) {
    cuts.push(
      { label: `${node} ✂ ${other}`, description: 'nothing goes between these two', value: { groups: [[node], [other]] } },
      { label: `${node} ✕→ ${other}`, description: 'one way', value: { from: [node], to: [other] } },
      { label: `${node} ←✕ ${other}`, description: 'one way', value: { from: [other], to: [node] } },
    );
  }
  // Halves: this node and those after it, as many as make the smaller or equal part.
  for (let size = 2; size <= all.length / 2; size++) {
    const start = all.indexOf(node);
    const side = Array.from({ length: size }, (_, k) => all[(start + k) % all.length]!);
    const rest = all.filter((id) => !side.includes(id));
    if (rest.length > 1) cuts.push({ label: `${shortList(side)} ✂ ${shortList(rest)}`, description: 'two groups', value: { groups: [side, rest] } });
  }
  return cuts;
}

/** The node of an event, for a place that names none. */
export function placeOf(trace: Trace, event: number): Place {
  return { event, node: nodeOf(trace, event), atUs: trace.t[event]! };
}

function shortList(names: readonly string[]): string {
  return names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}

function wrong(read: ReturnType<typeof parseDuration>): string | undefined {
  if (read.ok) return undefined;
  return `${read.message.slice(0, 1).toUpperCase()}${read.message.slice(1)}${read.suggestion === undefined ? '' : `; did you mean ${read.suggestion}?`}`;
}

function isBetween(text: string, min: number, max: number): boolean {
  const value = Number(text);
  return text.trim() !== '' && value >= min && value <= max;
}
