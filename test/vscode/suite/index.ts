/** What VS Code loads as the test suite: one import a file, and `run`. */
import './activation.test';
import './bundled.test';
import './change.test';
import './channel.test';
import './compare.test';
import './extend.test';
import './language.test';
import './notes.test';
import './picture.test';
import './problems.test';
import './robust.test';
import './scenario.test';
import './settings.test';
import './trace.test';

export { run } from './harness';
