/** The help texts, made from the commands themselves. */
import type { Command } from './command';

export function generalHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Faultline shows what happens inside distributed systems: scenarios are run, traces are shown, converted and checked.',
    '',
    'usage: faultline COMMAND …',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    '`faultline COMMAND --help` says more. FILE may also be the id of a bundled scenario.',
    'Exit status: 0 all well, 1 an expectation or a check did not hold, 2 the input is wrong, 70 a defect of Faultline.',
    '',
  ].join('\n');
}

export function commandHelp({ usage, summary, details = [], options }: Command): string {
  const shown = [...options, { name: 'help', summary: 'Print this.' }].map((option) => ({
    left: `--${option.name}${'value' in option && option.value !== undefined ? ` ${option.value}` : ''}`,
    right: option.summary,
  }));
  const width = Math.max(...shown.map(({ left }) => left.length));
  return [
    `usage: faultline ${usage}`,
    '',
    summary,
    ...details,
    '',
    ...shown.map(({ left, right }) => `  ${left.padEnd(width)}  ${right}`),
    '',
  ].join('\n');
}
