/**
 * The smallest test runner that works in both extension hosts. Results go to the console, which VS Code hands on to
 * whoever started it; scripts/vscode-suite.mjs reads the lines and adds up the counts.
 */

/** How long one test may take before it counts as failed; a hanging one must not take the others' results with it. */
const LIMIT_MS = 120_000;

interface Test {
  readonly name: string;
  readonly body: () => unknown;
}

const tests: Test[] = [];

/** Registers a test. It fails by throwing or rejecting. */
export function test(name: string, body: () => unknown): void {
  tests.push({ name, body });
}

/** Tells a figure to whoever started the suite, for the benchmarks. */
export function note(name: string, value: number): void {
  console.log(`[suite] note ${name}=${value}`);
}

/** Runs every registered test in order. Rejects when one failed, which is how VS Code learns of it. */
export async function run(): Promise<void> {
  let failed = 0;
  for (const { name, body } of tests) {
    // VS Code on a busy machine stumbles now and then: what fails is tried once more, and that is told.
    let error = await failureOf(body);
    if (error !== undefined) {
      console.log(`[suite] again ${name}\n${error.stack ?? error.message}`);
      error = await failureOf(body);
    }
    if (error === undefined) {
      console.log(`[suite] ok ${name}`);
    } else {
      failed += 1;
      console.log(`[suite] not ok ${name}\n${error.stack ?? error.message}`);
    }
  }
  console.log(`[suite] end ${tests.length - failed} passed ${failed} failed`);
  if (failed > 0) throw new Error(`${failed} of ${tests.length} failed`);
}

/** Throws unless `condition` holds. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Throws unless both have the same JSON text. */
export function assertEqual(actual: unknown, expected: unknown, what = 'value'): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what}: is ${is}, should be ${should}`);
}

async function failureOf(body: () => unknown): Promise<Error | undefined> {
  try {
    await withinLimit(body);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function withinLimit(body: () => unknown): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  try {
    await Promise.race([Promise.resolve().then(body), late]);
  } finally {
    clearTimeout(timer);
  }
}
