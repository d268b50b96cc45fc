/**
 * Reading the words behind a command: `--name value`, `--name=value`, `--switch`, and files.
 */
import { nearest } from '../trace/suggest';

export interface Option {
  readonly name: string;
  /** What stands for the value in the help; absent for a switch. */
  readonly value?: string;
  readonly many?: boolean;
  /** The values there are, where they are few. */
  readonly choices?: readonly string[];
  readonly summary: string;
}

export interface Args {
  readonly files: readonly string[];
  has(option: string): boolean;
  /** The value given last. */
  value(option: string): string | undefined;
  values(option: string): readonly string[];
}

export type ArgsResult = { readonly args: Args } | { readonly message: string; readonly suggestion?: string };

/** Reads the words; `files` says how many there must be. */
export function parseArgs(words: readonly string[], options: readonly Option[], files: { readonly min: number; readonly max: number; readonly what: string }): ArgsResult {
  const found = new Map<string, string[]>();
  const others: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--') {
      others.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      others.push(word);
      continue;
    }
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const name = equals < 0 ? word : word.slice(0, equals);
    const option = options.find((each) => `--${each.name}` === name);
    if (option === undefined) return unknown(`unknown option ${name}`, name, options.map((each) => `--${each.name}`));
    let value = equals < 0 ? undefined : word.slice(equals + 1);
    if (option.value === undefined) {
      if (value !== undefined) return { message: `${name} takes no value` };
      value = '';
    } else if (value === undefined) {
      value = words[++i];
      if (value === undefined) return { message: `${name} needs a value: ${name} ${option.value}` };
    }
    if (option.choices !== undefined && !option.choices.includes(value)) {
      return unknown(`${name} cannot be "${value}"; valid: ${option.choices.join(', ')}`, value, option.choices);
    }
    const given = found.get(option.name) ?? [];
    if (given.length > 0 && !option.many) return { message: `${name} stands there twice` };
    found.set(option.name, [...given, value]);
  }
  if (others.length < files.min) return { message: `${files.what} is missing` };
  if (others.length > files.max) return { message: `"${others[files.max]}" is one word too many` };
  return {
    args: {
      files: others,
      has: (option) => found.has(option),
      value: (option) => found.get(option)?.at(-1),
      values: (option) => found.get(option) ?? [],
    },
  };
}

function unknown(message: string, written: string, valid: readonly string[]): ArgsResult {
  const suggestion = nearest(written, valid);
  return suggestion === undefined ? { message } : { message, suggestion };
}
