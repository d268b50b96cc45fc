/** What a recorded trace lacks, as sentences for whoever looks at the diagram. */
import type { ProblemList } from '../problems';

/** Code of a problem → how to say that there are so many of it. */
const SENTENCES: readonly (readonly [code: string, one: string, many: string])[] = [
  ['no-header', 'The header line is missing.', ''],
  ['header', 'The header is incomplete.', 'The header is incomplete.'],
  ['json', '1 line is not JSON and was left out.', '# lines are not JSON and were left out.'],
  ['too-long', '1 line was too long and left out.', '# lines were too long and left out.'],
  ['too-deep', '1 line was nested too deeply and left out.', '# lines were nested too deeply and left out.'],
  ['too-many-events', 'The file has more events than can be opened; the rest is not shown.', ''],
  ['too-many-nodes', '1 event was left out: too many nodes.', '# events were left out: too many nodes.'],
  ['unknown-kind', '1 event of unknown kind was left out.', '# events of unknown kind were left out.'],
  ['node', '1 event without a node was left out.', '# events without a node were left out.'],
  ['gap', 'Event numbers are missing at 1 place.', 'Event numbers are missing at # places.'],
  ['index', '1 event has no number of its own.', '# events have no number of their own.'],
  ['cause', '1 event names a cause that is not there.', '# events name a cause that is not there.'],
  ['time', '1 event has no usable time.', '# events have no usable time.'],
  ['order', '1 event was out of order in time.', '# events were out of order in time.'],
  ['unlisted-node', '1 node is not in the header.', '# nodes are not in the header.'],
  ['unknown-message', 'The sending of 1 message is missing.', 'The sending of # messages is missing.'],
  ['unknown-timer', 'The setting of 1 timer is missing.', 'The setting of # timers is missing.'],
  ['unknown-operation', 'The invocation of 1 operation is missing.', 'The invocation of # operations is missing.'],
  ['missing-field', '1 field is missing.', '# fields are missing.'],
  ['wrong-type', '1 field has a value of the wrong type.', '# fields have a value of the wrong type.'],
  ['unknown-value', '1 field has an unknown value.', '# fields have an unknown value.'],
];

export function missingText(problems: ProblemList): string[] {
  const found: string[] = [];
  for (const [code, one, many] of SENTENCES) {
    const count = problems.count(code);
    if (count === 1) found.push(one);
    else if (count > 1) found.push((many === '' ? one : many).replace('#', String(count)));
  }
  return found;
}
