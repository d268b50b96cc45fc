/**
 * The controls of the page, from the webview UI toolkit. It is no longer maintained, so this is the one file that
 * knows it: elsewhere only the tag names and attributes below are used, and a successor is a change of this file.
 *
 * `vscode-button` (appearance, disabled) · `vscode-dropdown` with `vscode-option` (value, `change`) ·
 * `vscode-panels` with `vscode-panel-tab` and `vscode-panel-view` (activeid, `change`) · `vscode-progress-ring`
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodePanels,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';

/** Defines the custom elements; call once before the page is built. */
export function defineControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeProgressRing(),
  );
}
