/**
 * The settings of a scenario as a page of controls, and what is typed into one of them as a change of the scenario. Ranges, descriptions
 * and defaults are those of the model and of the language; nothing is said here a second time. Nothing here knows VS Code.
 */
import type { Plain } from '../kernel/event';
import type { Distribution } from '../kernel/spec';
import type { Control, Setting, SettingsPage, SettingsSection, WrittenElsewhere } from '../protocol/settings';
import { scenario as language } from '../scenario/describe';
import { network as networkLanguage } from '../scenario/describe-network';
import type { DistributionValue } from '../scenario/describe-network';
import type { Draft } from '../scenario/edit/draft';
import type { SettingGesture } from '../scenario/edit/gesture';
import { lineStarts, positionAt } from '../scenario/lines';
import { resolve } from '../scenario/resolve';
import { specsShape } from '../scenario/shape';
import type { NumberData, RecordData, ShapeData, UnitData } from '../scenario/shape';
import { formatDuration, parseDuration } from '../scenario/units';
import { valueAt } from '../scenario/yaml-tree';
import { latencyParts, latencyWords, withKind, withPart, LATENCY_KINDS } from './latency-settings';

const PARAM = 'param.';
const LATENCY = 'latency.';

/** Everything that can be set, with what the text says of it. */
export function settingsOf(draft: Draft): SettingsPage {
  const sections = [paramsOf(draft), runOf(draft), networkOf(draft)];
  return { sections: sections.filter(({ settings, others }) => settings.length + others.length > 0) };
}

/** What was typed as a change of the scenario, or what is wrong with it. Without a text, the default is to hold again. */
export function settingGesture(draft: Draft, id: string, text: string | undefined): SettingGesture | { readonly problem: string } {
  const { model, network } = draft.scenario.world;
  if (id.startsWith(PARAM)) {
    const name = id.slice(PARAM.length);
    const fields = specsShape('the parameters', model.params).fields;
    if (!Object.hasOwn(fields, name)) return { problem: `${model.id} has no parameter ${name}` };
    const value = text === undefined ? undefined : readValue(fields[name]!.shape, text);
    return isProblem(value) ? value : { do: 'set-param', name, value: value as Plain | undefined };
  }
  const shape = shapeOf(id);
  const read = text === undefined || shape === undefined ? undefined : readValue(shape, text);
  if (isProblem(read)) return read;
  switch (id) {
    case 'seed':
      return { do: 'set-seed', value: read as number | undefined };
    case 'until':
      return { do: 'set-until', atUs: read as number | undefined };
    case 'loss':
    case 'duplicate':
      return { do: 'set-network', field: id, value: read as number | undefined };
    case 'latency':
      return latency(text === undefined ? undefined : withKind(network.latency, text));
  }
  const part = id.startsWith(LATENCY) ? latencyParts(network.latency).find((each) => each.id === id.slice(LATENCY.length)) : undefined;
  if (part === undefined || text === undefined) return { problem: 'there is no such setting' };
  const value = readValue(part.shape, text);
  return isProblem(value) ? value : latency(withPart(network.latency, part.id, value as number));
}

function latency(value: number | DistributionValue | undefined | { readonly problem: string }): SettingGesture | { readonly problem: string } {
  return isProblem(value) ? value : { do: 'set-network', field: 'latency', value };
}

function paramsOf({ scenario, value }: Draft): SettingsSection {
  const { model, params } = scenario.world;
  const settings = Object.entries(specsShape('the parameters', model.params).fields).map(([name, { shape, summary }]): Setting => ({
    id: PARAM + name,
    label: name,
    summary,
    control: controlOf(shape),
    value: wordsOf(shape, params[name]!),
    default: wordsOf(shape, model.params[name]!.default),
    written: value.params !== undefined && Object.hasOwn(value.params, name),
  }));
  return { id: 'params', title: `Parameters of ${model.id}`, settings, others: [] };
}

function runOf(draft: Draft): SettingsSection {
  const { seed, untilUs } = draft.scenario.world;
  const bare = defaultsOf(draft);
  const settings = [
    setting('seed', 'seed', String(seed), String(bare.seed), draft.value.seed !== undefined),
    setting('until', 'until', formatDuration(untilUs), formatDuration(bare.untilUs), draft.value.until !== undefined),
  ];
  return { id: 'run', title: 'Run', settings, others: [] };
}

function networkOf(draft: Draft): SettingsSection {
  const { network } = draft.scenario.world;
  const written = draft.value.network;
  const bare = defaultsOf(draft).network;
  const kind = network.latency.kind;
  const kinds: Setting = {
    id: 'latency',
    label: 'latency',
    summary: summaryOf('latency'),
    control: { kind: 'choice', choices: LATENCY_KINDS.filter((each) => each.value !== 'mixture' || kind === 'mixture') },
    value: kind,
    default: latencyWords(bare.latency),
    written: written?.latency !== undefined,
  };
  const parts = latencyParts(network.latency).map(({ id, label, summary, shape, value }): Setting => ({
    id: LATENCY + id, label, summary, control: controlOf(shape), value: wordsOf(shape, value), written: true, part: true,
  }));
  const settings = [
    kinds,
    ...parts,
    setting('loss', 'loss', String(network.loss), String(bare.loss), written?.loss !== undefined),
    setting('duplicate', 'duplicate', String(network.duplicate), String(bare.duplicate), written?.duplicate !== undefined),
  ];
  return { id: 'network', title: 'Network', settings, others: othersOf(draft) };
}

/** What the text says of the network and has no controls: mixtures, queues, and what holds for one link alone. */
function othersOf({ text, scenario, page }: Draft): readonly WrittenElsewhere[] {
  const { network } = scenario.world;
  const starts = lineStarts(text);
  const tree = valueAt(page.root, 'network');
  const line = (of: { readonly span: { readonly start: number } } | undefined): number => positionAt(starts, of?.span.start ?? 0).line;
  const links = valueAt(tree, 'links');
  return [
    ...(network.latency.kind === 'mixture' ? [{ words: `latency: ${latencyWords(network.latency)}`, line: line(valueAt(tree, 'latency')) }] : []),
    ...(network.queue === undefined ? [] : [{ words: queueWords(network.queue), line: line(valueAt(tree, 'queue')) }]),
    ...network.links.map(({ from, to, latency: own, loss, duplicate, queue }, i) => {
      const says = [
        own === undefined ? [] : `latency ${latencyWords(own)}`,
        loss === undefined ? [] : `loss ${loss}`,
        duplicate === undefined ? [] : `duplicate ${duplicate}`,
        queue === undefined ? [] : queueWords(queue),
      ].flat();
      return { words: `${from} → ${to}: ${says.length === 0 ? 'as the others' : says.join(', ')}`, line: line(links?.kind === 'list' ? links.items[i] : undefined) };
    }),
  ];
}

function queueWords({ capacity, serviceUs }: { readonly capacity: number; readonly serviceUs: number }): string {
  return `queue of ${capacity}, ${formatDuration(serviceUs)} each`;
}

function setting(id: 'seed' | 'until' | 'loss' | 'duplicate', label: string, value: string, otherwise: string, written: boolean): Setting {
  return { id, label, summary: summaryOf(id), control: controlOf(shapeOf(id)!), value, default: otherwise, written };
}

function shapeOf(id: string): ShapeData | undefined {
  return fieldOf(id)?.shape;
}

function summaryOf(id: string): string {
  return fieldOf(id)?.summary ?? '';
}

function fieldOf(id: string): RecordData['fields'][string] | undefined {
  switch (id) {
    case 'seed':
    case 'until':
      return language.fields[id];
    case 'latency':
      return networkLanguage.fields.latency;
    case 'loss':
    case 'duplicate':
      return networkLanguage.fields[id];
    default:
      return undefined;
  }
}

/** The same scenario with nothing said of it. */
function defaultsOf({ scenario, page }: Draft): { readonly seed: number; readonly untilUs: number; readonly network: { readonly latency: Distribution; readonly loss: number; readonly duplicate: number } } {
  const { model } = scenario.world;
  return resolve({ faultline: 1, title: '', model: model.id }, page.root, model, new Map()).world;
}

function controlOf(shape: ShapeData): Control {
  switch (shape.type) {
    case 'duration':
    case 'integer':
    case 'number':
      return { kind: shape.type, range: rangeOf(shape) };
    case 'choice':
      return { kind: 'choice', choices: shape.choices.map((choice) => ({ value: String(choice), label: String(choice) })) };
    case 'text':
      return { kind: 'text', maxChars: shape.maxChars };
    default:
      return { kind: 'boolean' };
  }
}

function rangeOf({ type, min, max }: NumberData | UnitData): string {
  return type === 'duration' ? `from ${formatDuration(min)} to ${formatDuration(max)}` : `from ${min} to ${max}`;
}

function wordsOf(shape: ShapeData, value: Plain): string {
  return shape.type === 'duration' && typeof value === 'number' ? formatDuration(value) : String(value);
}

function readValue(shape: ShapeData, typed: string): Plain | { readonly problem: string } {
  const text = shape.type === 'text' ? typed : typed.trim();
  switch (shape.type) {
    case 'duration': {
      const read = parseDuration(text);
      if (!read.ok) return { problem: `${read.message}${read.suggestion === undefined ? '' : `; did you mean ${read.suggestion}?`}` };
      return within(shape, read.value);
    }
    case 'integer':
    case 'number': {
      const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
      if (Number.isNaN(value)) return { problem: `a number ${rangeOf(shape)}` };
      if (shape.type === 'integer' && !Number.isSafeInteger(value)) return { problem: `a whole number ${rangeOf(shape)}` };
      return within(shape, value);
    }
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : { problem: 'true or false' };
    case 'choice':
      return shape.choices.find((choice) => String(choice) === text) ?? { problem: `one of ${shape.choices.join(', ')}` };
    default:
      if (shape.type === 'text' && text.length > shape.maxChars) return { problem: `at most ${shape.maxChars} characters; these are ${text.length}` };
      return text;
  }
}

function within(shape: NumberData | UnitData, value: number): number | { readonly problem: string } {
  return value >= shape.min && value <= shape.max ? value : { problem: `must be ${rangeOf(shape)}` };
}

function isProblem(value: unknown): value is { readonly problem: string } {
  return typeof value === 'object' && value !== null && 'problem' in value;
}
