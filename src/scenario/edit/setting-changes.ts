/** Operations, parameters, seed and network, as changes of the scenario. */
import type { Change, Refusal } from './change';
import { refuse } from './change';
import type { Draft } from './draft';
import { lastIndex } from './last';
import type { NetworkGesture, OperationGesture, SettingGesture } from './gesture';

export function operationChange({ value }: Draft, gesture: OperationGesture): Change | Refusal {
  const workload = value.workload ?? [];
  if (gesture.do === 'add-operation') {
    const { atUs, client, op, args } = gesture;
    const sorted = workload.every(({ at }, i) => i === 0 || workload[i - 1]!.at <= at);
    const later = sorted ? workload.findIndex(({ at }) => at > atUs) : -1;
    const item = { at: atUs, client, op, ...(args === undefined || Object.keys(args).length === 0 ? {} : { args }) };
    return { do: 'insert', path: ['workload'], at: later < 0 ? workload.length : later, value: item };
  }
  if (workload[gesture.operation] === undefined) return refuse('no-operation', `the scenario has no operation number ${gesture.operation + 1}`);
  const path = ['workload', gesture.operation];
  switch (gesture.do) {
    case 'move-operation':
      return { do: 'set', path: [...path, 'at'], value: gesture.atUs };
    case 'set-argument':
      return setOrRemove([...path, 'args', gesture.name], gesture.value);
    case 'remove-operation':
      return { do: 'remove', path };
  }
}

export function settingChange(draft: Draft, gesture: SettingGesture): Change | Refusal {
  switch (gesture.do) {
    case 'set-param':
      return setOrRemove(['params', gesture.name], gesture.value);
    case 'set-seed':
      return setOrRemove(['seed'], gesture.value);
    case 'set-until':
      return setOrRemove(['until'], gesture.atUs);
    case 'set-network':
      return networkChange(draft, gesture);
  }
}

/** Of several entries for a link the last that says anything of the field counts, so that one is changed. */
function networkChange({ value }: Draft, { link, field, value: wanted }: NetworkGesture): Change | Refusal {
  if (link === undefined) return wanted === undefined ? setOrRemove(['network', field], wanted) : narrowed(['network', field], value.network?.[field], wanted);
  const links = value.network?.links ?? [];
  const isThis = ({ from, to }: { readonly from: string; readonly to: string }): boolean => from === link.from && to === link.to;
  const saying = lastIndex(links, (each) => isThis(each) && each[field] !== undefined);
  if (wanted === undefined) {
    if (saying < 0) return refuse('no-change', `the scenario says nothing of the ${field} from ${link.from} to ${link.to}`);
    const saysElse = Object.entries(links[saying]!).some(([key, each]) => key !== 'from' && key !== 'to' && key !== field && each !== undefined);
    return { do: 'remove', path: ['network', 'links', saying, ...(saysElse ? [field] : [])] };
  }
  const at = saying >= 0 ? saying : lastIndex(links, isThis);
  if (at >= 0) return narrowed(['network', 'links', at, field], links[at]![field], wanted);
  return { do: 'insert', path: ['network', 'links'], at: links.length, value: { from: link.from, to: link.to, [field]: wanted } };
}

function setOrRemove(path: Change['path'], value: unknown): Change {
  return value === undefined ? { do: 'remove', path } : { do: 'set', path, value };
}

/** Sets what differs alone: of a distribution the one number, so that what is written beside it stays. */
function narrowed(path: Change['path'], old: unknown, wanted: unknown): Change {
  if (isMap(old) && isMap(wanted)) {
    const keys = new Set([...Object.keys(old), ...Object.keys(wanted)].filter((key) => old[key] !== undefined || wanted[key] !== undefined));
    const others = [...keys].filter((key) => JSON.stringify(old[key]) !== JSON.stringify(wanted[key]));
    const [only] = others;
    if (only !== undefined && others.length === 1 && old[only] !== undefined && wanted[only] !== undefined) return narrowed([...path, only], old[only], wanted[only]);
  }
  return { do: 'set', path, value: wanted };
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
