/** The panels' themes with the further variables that the shell and the diagram use, as VS Code's default themes have them. */
import { THEMES as PANEL_THEMES } from '../webview/panels/themes';
import type { Theme, ThemeName } from '../webview/panels/themes';

export type { ThemeName };
export const THEME_NAMES: readonly ThemeName[] = ['dark', 'light', 'high-contrast', 'high-contrast-light'];

const FURTHER: { readonly [K in ThemeName]: { readonly [name: string]: string } } = {
  dark: {
    'charts-foreground': '#cccccc', 'charts-lines': '#cccccc80', 'charts-red': '#f14c4c', 'charts-blue': '#3794ff', 'charts-yellow': '#cca700',
    'charts-orange': '#d18616', 'charts-green': '#89d185', 'charts-purple': '#b180d7', 'editorError-foreground': '#f85149',
    'editorLineNumber-foreground': '#6e7681', 'badge-background': '#616161', 'badge-foreground': '#f8f8f8', 'button-background': '#0078d4',
    'button-foreground': '#ffffff', 'button-hoverBackground': '#026ec1', 'sideBar-background': '#181818', 'sideBar-foreground': '#cccccc',
    'sideBarSectionHeader-foreground': '#cccccc', 'panelTitle-activeBorder': '#0078d4', 'panelTitle-activeForeground': '#cccccc',
    'panelTitle-inactiveForeground': '#9d9d9d', 'sash-hoverBorder': '#0078d4', 'scrollbar-shadow': '#000000', 'scrollbarSlider-background': '#79797966',
    'scrollbarSlider-hoverBackground': '#646464b3', 'scrollbarSlider-activeBackground': '#bfbfbf66', 'inputValidation-warningBackground': '#352a05',
    'inputValidation-warningBorder': '#b89500', 'inputValidation-infoBackground': '#063b49', 'inputValidation-infoBorder': '#007acc',
    'editorHoverWidget-background': '#202020', 'editorHoverWidget-foreground': '#cccccc', 'editorHoverWidget-border': '#454545',
    'progressBar-background': '#0078d4', 'minimapSlider-background': '#79797933', 'minimapSlider-hoverBackground': '#64646459', 'minimap-findMatchHighlight': '#d18616',
    'minimap-errorHighlight': '#ff1212b3', 'minimap-warningHighlight': '#cca700', 'editorOverviewRuler-findMatchForeground': '#d186167e', 'editor-findMatchHighlightBackground': '#ea5c0055',
    'editorWidget-background': '#202020', 'editorWidget-foreground': '#cccccc', 'widget-border': '#313131', 'inputValidation-errorBackground': '#5a1d1d', 'inputValidation-errorBorder': '#be1100',
    'inputOption-activeBackground': '#2489db82', 'inputOption-activeBorder': '#2488db', 'inputOption-activeForeground': '#ffffff', 'testing-iconPassed': '#73c991', 'settings-dropdownListBorder': '#454545',
  },
  light: {
    'charts-foreground': '#3b3b3b', 'charts-lines': '#3b3b3b80', 'charts-red': '#e51400', 'charts-blue': '#1a85ff', 'charts-yellow': '#bf8803',
    'charts-orange': '#d18616', 'charts-green': '#388a34', 'charts-purple': '#652d90', 'editorError-foreground': '#f85149',
    'editorLineNumber-foreground': '#6e7681', 'badge-background': '#cccccc', 'badge-foreground': '#3b3b3b', 'button-background': '#005fb8',
    'button-foreground': '#ffffff', 'button-hoverBackground': '#0258a8', 'sideBar-background': '#f8f8f8', 'sideBar-foreground': '#3b3b3b',
    'sideBarSectionHeader-foreground': '#3b3b3b', 'panelTitle-activeBorder': '#005fb8', 'panelTitle-activeForeground': '#3b3b3b',
    'panelTitle-inactiveForeground': '#3b3b3b', 'sash-hoverBorder': '#005fb8', 'scrollbar-shadow': '#dddddd', 'scrollbarSlider-background': '#64646466',
    'scrollbarSlider-hoverBackground': '#646464b3', 'scrollbarSlider-activeBackground': '#00000099', 'inputValidation-warningBackground': '#f6f5d2',
    'inputValidation-warningBorder': '#b89500', 'inputValidation-infoBackground': '#d6ecf2', 'inputValidation-infoBorder': '#007acc',
    'editorHoverWidget-background': '#f8f8f8', 'editorHoverWidget-foreground': '#3b3b3b', 'editorHoverWidget-border': '#c8c8c8',
    'progressBar-background': '#005fb8', 'minimapSlider-background': '#64646433', 'minimapSlider-hoverBackground': '#64646459', 'minimap-findMatchHighlight': '#d18616',
    'minimap-errorHighlight': '#ff1212b3', 'minimap-warningHighlight': '#bf8803', 'editorOverviewRuler-findMatchForeground': '#d186167e', 'editor-findMatchHighlightBackground': '#ea5c0055',
    'editorWidget-background': '#f8f8f8', 'editorWidget-foreground': '#3b3b3b', 'widget-border': '#e5e5e5', 'inputValidation-errorBackground': '#f2dede', 'inputValidation-errorBorder': '#be1100',
    'inputOption-activeBackground': '#bed6ed', 'inputOption-activeBorder': '#005fb8', 'inputOption-activeForeground': '#000000', 'testing-iconPassed': '#388a34', 'settings-dropdownListBorder': '#cecece',
  },
  'high-contrast': {
    'charts-foreground': '#ffffff', 'charts-lines': '#ffffff80', 'charts-red': '#f48771', 'charts-blue': '#59a4f9', 'charts-yellow': '#ffd370',
    'charts-orange': '#d18616', 'charts-green': '#89d185', 'charts-purple': '#b180d7', 'editorError-foreground': '#f48771',
    'editorLineNumber-foreground': '#ffffff', 'badge-background': '#000000', 'badge-foreground': '#ffffff', 'button-foreground': '#ffffff',
    'sideBar-background': '#000000', 'sideBarSectionHeader-foreground': '#ffffff', 'panelTitle-activeBorder': '#6fc3df',
    'panelTitle-activeForeground': '#ffffff', 'panelTitle-inactiveForeground': '#ffffff', 'sash-hoverBorder': '#f38518',
    'scrollbarSlider-background': '#6fc3df99', 'scrollbarSlider-hoverBackground': '#6fc3dfcc', 'scrollbarSlider-activeBackground': '#6fc3df',
    'inputValidation-warningBackground': '#000000', 'inputValidation-warningBorder': '#6fc3df', 'inputValidation-infoBackground': '#000000',
    'inputValidation-infoBorder': '#6fc3df', 'editorHoverWidget-background': '#0c141f', 'editorHoverWidget-foreground': '#ffffff',
    'editorHoverWidget-border': '#6fc3df', 'progressBar-background': '#6fc3df', 'minimapSlider-background': '#6fc3df4d', 'minimapSlider-hoverBackground': '#6fc3df66', 'minimap-findMatchHighlight': '#ab5a00',
    'editorOverviewRuler-findMatchForeground': '#ab5a00', 'editor-findMatchHighlightBorder': '#f38518', 'editorWidget-background': '#0c141f', 'editorWidget-foreground': '#ffffff', 'editorWidget-border': '#6fc3df',
    'inputValidation-errorBackground': '#000000', 'inputValidation-errorBorder': '#be1100', 'inputOption-activeBorder': '#6fc3df', 'testing-iconPassed': '#89d185', 'settings-dropdownListBorder': '#6fc3df',
  },
  'high-contrast-light': {
    'charts-foreground': '#292929', 'charts-lines': '#29292980', 'charts-red': '#b5200d', 'charts-blue': '#1a5fa8', 'charts-yellow': '#895503',
    'charts-orange': '#9a5b13', 'charts-green': '#374e06', 'charts-purple': '#652d90', 'editorError-foreground': '#b5200d',
    'editorLineNumber-foreground': '#292929', 'badge-background': '#0f4a85', 'badge-foreground': '#ffffff', 'button-background': '#0f4a85',
    'button-foreground': '#ffffff', 'sideBar-background': '#ffffff', 'sideBarSectionHeader-foreground': '#292929', 'panelTitle-activeBorder': '#b5200d',
    'panelTitle-activeForeground': '#292929', 'panelTitle-inactiveForeground': '#292929', 'sash-hoverBorder': '#006bbd',
    'scrollbarSlider-background': '#0f4a8566', 'scrollbarSlider-hoverBackground': '#0f4a85cc', 'scrollbarSlider-activeBackground': '#0f4a85',
    'inputValidation-warningBackground': '#ffffff', 'inputValidation-warningBorder': '#0f4a85', 'inputValidation-infoBackground': '#ffffff',
    'inputValidation-infoBorder': '#0f4a85', 'editorHoverWidget-background': '#ffffff', 'editorHoverWidget-foreground': '#292929',
    'editorHoverWidget-border': '#0f4a85', 'progressBar-background': '#0f4a85', 'minimapSlider-background': '#0f4a8533', 'minimapSlider-hoverBackground': '#0f4a8566', 'minimap-findMatchHighlight': '#0f4a85',
    'editorOverviewRuler-findMatchForeground': '#ab5a00', 'editor-findMatchHighlightBorder': '#006bbd', 'editorWidget-background': '#ffffff', 'editorWidget-foreground': '#292929', 'editorWidget-border': '#0f4a85',
    'inputValidation-errorBackground': '#ffffff', 'inputValidation-errorBorder': '#0f4a85', 'inputOption-activeBorder': '#0f4a85', 'testing-iconPassed': '#374e06', 'settings-dropdownListBorder': '#0f4a85',
  },
};

export function themeOf(name: ThemeName): Theme {
  const { classes, variables } = PANEL_THEMES[name];
  return { classes, variables: { ...variables, ...FURTHER[name] } };
}
