/** What VS Code loads as the test suite: one import a file, and `run`. */
import './activation.test';

export { run } from './harness';
