// Runs one bundled benchmark and prints its figures on a line of their own. Started by bench.mjs in a process of its own.
import { pathToFileURL } from 'node:url';

/** What stands before the figures in the output. */
export const marker = '[figures] ';

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { bench } = await import(pathToFileURL(process.argv[2]).href);
  console.log(`\n${marker}${JSON.stringify(await bench())}`);
  // Whatever a benchmark has left open must not keep the others waiting.
  process.exit(0);
}
