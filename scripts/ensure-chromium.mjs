// Finds a Chromium for the tests that look at pages: the one named by FAULTLINE_CHROMIUM, one on PATH or in its usual
// place, or, as root on Debian, the one that apt installs. Plain Node.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, findOnPath, onWindows, run, say } from './shell.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'msedge'];
const help = 'Install Chromium or Chrome, or set FAULTLINE_CHROMIUM to its path.';

/** Returns the path of a Chromium, installing it where that is allowed; ends the script with a clear message otherwise. */
export function ensureChromium() {
  const named = process.env.FAULTLINE_CHROMIUM;
  if (named) {
    if (!existsSync(named)) fail(`FAULTLINE_CHROMIUM names ${named}, which is not there.`);
    return named;
  }
  const found = findOnPath(...names) ?? usualPlaces().find((path) => existsSync(path));
  if (found) return found;

  const apt = findOnPath('apt-get');
  if (!apt || process.getuid?.() !== 0) fail(`The tests need Chromium and none was found. ${help}`);
  say('Installing Chromium with apt-get …');
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] };
  run(apt, ['update', '-qq'], options);
  // Without any font a page shows boxes, and screenshots say nothing.
  run(apt, ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], options);
  const installed = findOnPath('chromium');
  if (!installed) fail(`apt-get could not install Chromium; see above. ${help}`);
  return installed;
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (!onWindows) return [];
  return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .flatMap((base) => [join(base, 'Google/Chrome/Application/chrome.exe'), join(base, 'Microsoft/Edge/Application/msedge.exe')]);
}
