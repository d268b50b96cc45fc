/** A trace file of any length, for measuring how it opens. */
export const NODES = ['n1', 'n2', 'n3', 'n4', 'n5'];

/** A trace file in which five nodes send one another messages and each keeps four fields. */
export function traceBytes(events: number): Uint8Array {
  const lines = [JSON.stringify({ faultline: 1, title: 'bench', nodes: NODES.map((id) => ({ id })), unit: 'us' })];
  for (let i = 0, msg = 1; i < events; i += 4, msg++) {
    const from = NODES[msg % 5]!;
    const to = NODES[(msg * 3 + 1) % 5]!;
    const t = i * 100;
    lines.push(
      `{"i":${i},"t":${t},"node":"${from}","kind":"send","msg":${msg},"to":"${to}","type":"Append","body":{"term":${msg % 90},"entry":"value of some length","index":${msg}}}`,
      `{"i":${i + 1},"t":${t + 40},"node":"${to}","kind":"deliver","cause":${i},"msg":${msg},"from":"${from}","type":"Append"}`,
      `{"i":${i + 2},"t":${t + 40},"node":"${to}","kind":"state","cause":${i + 1},"set":{"${['term', 'log', 'commit', 'votedFor'][msg % 4]!}":${msg}}}`,
      `{"i":${i + 3},"t":${t + 50},"node":"${to}","kind":"timer-set","cause":${i + 1},"timer":${msg},"name":"election","due":${t + 5000}}`,
    );
  }
  return new TextEncoder().encode(lines.slice(0, events + 1).join('\n'));
}
