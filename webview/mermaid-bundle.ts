/**
 * Mermaid as a bundle of its own, loaded by a script element when the Sequence tab is first shown: it is larger than all the
 * rest of the view. It defines `globalThis.faultlineMermaid` and does nothing until asked.
 */
import mermaid from 'mermaid';

/** What Mermaid must know to measure text; colours are the page's business and come from its style sheet. */
export interface SequenceTheme {
  readonly fontFamily: string;
  readonly fontSizePx: number;
}

export interface MermaidBundle {
  /** A sequence diagram as the text of an SVG; rejects with Mermaid's own words when it cannot read the source. */
  render(source: string, theme: SequenceTheme): Promise<string>;
}

/** Longest source Mermaid is given, in characters; its own default limit, stated here because ours must agree. */
const MAX_SOURCE = 50_000;

let drawn = 0;

const bundle: MermaidBundle = {
  async render(source, theme) {
    mermaid.initialize(config(theme));
    drawn += 1;
    const { svg } = await mermaid.render(`faultline-sequence-${drawn}`, source);
    return svg;
  },
};

function config({ fontFamily, fontSizePx }: SequenceTheme): Parameters<typeof mermaid.initialize>[0] {
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    maxTextSize: MAX_SOURCE,
    theme: 'base',
    look: 'classic',
    htmlLabels: false,
    fontFamily,
    fontSize: fontSizePx,
    // A directive inside the source may change nothing at all.
    secure: ['secure', 'securityLevel', 'startOnLoad', 'suppressErrorRendering', 'maxTextSize', 'maxEdges', 'theme', 'themeCSS',
      'themeVariables', 'fontFamily', 'fontSize', 'htmlLabels', 'sequence', 'dompurifyConfig', 'logLevel', 'look', 'layout', 'wrap'],
    sequence: {
      useMaxWidth: false,
      mirrorActors: false,
      diagramMarginX: 12,
      diagramMarginY: 8,
      actorMargin: 56,
      width: 120,
      height: 32,
      messageMargin: 30,
      showSequenceNumbers: false,
      messageFontFamily: fontFamily,
      messageFontSize: fontSizePx,
      actorFontFamily: fontFamily,
      actorFontSize: fontSizePx,
      noteFontFamily: fontFamily,
      noteFontSize: fontSizePx,
    },
  };
}

(globalThis as { faultlineMermaid?: MermaidBundle }).faultlineMermaid = bundle;
