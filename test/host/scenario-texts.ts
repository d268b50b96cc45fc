// Scenarios for the host's tests: short ones, and one that runs long enough to be overtaken.

/** Runs in far less than a slice. `title` tells runs apart. */
export function shortScenario(title: string, more = ''): string {
  return `faultline: 1
title: ${title}
model: request-reply
nodes: { client: [alice], server: [shop] }
workload:
  - { at: 0ms, client: alice, op: charge, args: { amount: 10 } }
faults:
  - lose: { type: Reply, nth: 1 }
until: 1s
${more}`;
}

/** Some tens of thousands of heartbeats, so that it takes many slices. */
export function longScenario(title: string): string {
  return `faultline: 1
title: ${title}
model: raft
nodes: { server: [n1, n2, n3] }
until: 5m
`;
}
