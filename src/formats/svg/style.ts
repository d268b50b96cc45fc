/**
 * Colours and lines of the picture, light and dark, inside the file: it looks right wherever it is put. Meaning is
 * never in the colour alone: a loss has its cross, a pause its hatching, a copy its dashes.
 */
const LIGHT = `--bg: #ffffff; --ink: #1f2328; --soft: #656d76; --faint: #d0d7de; --lane: #8c959f; --line: #0969da; --bad: #cf222e; --late: #9a6700;
  --good: #1a7f37; --left-row: #ffebe9; --right-row: #dafbe1; --changed-row: #fff4d0; --held: #8250df; --now: #fff8c5; --box: #f6f8fa;`;
const DARK = `--bg: #0d1117; --ink: #e6edf3; --soft: #9198a1; --faint: #30363d; --lane: #6e7681;
  --line: #58a6ff; --bad: #ff7b72; --late: #d29922; --good: #56d364; --left-row: #3c1518; --right-row: #12301c; --changed-row: #33280c; --held: #bc8cff; --now: #3b2e08; --box: #161b22;`;

export type SvgTheme = 'light' | 'dark';

/** The style sheet; without a theme the picture follows that of whoever looks at it. */
export function styleOf(theme?: SvgTheme): string {
  const dark = theme === undefined ? `@media (prefers-color-scheme: dark) { svg { ${DARK} } }\n` : '';
  return `\nsvg { ${theme === 'dark' ? DARK : LIGHT} font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; }\n${dark}${RULES}`;
}

const RULES = `
.bg { fill: var(--bg); } .now { fill: var(--now); }
text { fill: var(--ink); paint-order: stroke; stroke: var(--bg); stroke-width: 3px; stroke-linejoin: round; }
.title { font-size: 16px; font-weight: 600; } .soft { fill: var(--soft); } .time { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
.small { font-size: 11px; } .strong { font-weight: 600; } .bad-text { fill: var(--bad); font-weight: 600; } .late-text { fill: var(--late); }
.good-text { fill: var(--good); font-weight: 600; } .note { font-style: italic; fill: var(--soft); } .middle { text-anchor: middle; } .end { text-anchor: end; }
.box { fill: var(--box); stroke: var(--faint); } .box + text, .box + text + text { stroke: none; }
.lane { stroke: var(--lane); stroke-width: 1.5; } .down { stroke: var(--faint); stroke-width: 1.5; stroke-dasharray: 1 5; } .grid { stroke: var(--faint); stroke-width: 0.5; }
.pause { fill: url(#hatch); stroke: var(--late); stroke-width: 1; } .hatch { stroke: var(--late); stroke-width: 1.5; }
.message { stroke: var(--line); stroke-width: 1.5; fill: none; } .copy { stroke-dasharray: 6 3; } .lost { stroke: var(--bad); } .pending { stroke: var(--soft); stroke-dasharray: 2 3; }
.away { stroke-dasharray: 5 3 2 3; } .fold { fill: var(--bg); stroke: var(--line); } .break { fill: var(--bg); stroke: var(--soft); } .waits { stroke: var(--late); stroke-width: 1.5; stroke-dasharray: 2 2; fill: none; } .cross { stroke: var(--bad); stroke-width: 2.5; stroke-linecap: round; }
.loss { fill: var(--bg); stroke: var(--bad); stroke-width: 1.7; stroke-linejoin: round; } .loss.in-flight { stroke: var(--soft); } .queue { stroke: var(--line); stroke-width: 1.6; } .sign { fill: var(--bg); stroke: var(--late); stroke-width: 1.5; stroke-linejoin: round; }
.head { fill: var(--line); } .head-hollow { fill: var(--bg); stroke: var(--soft); } .head-late { fill: var(--late); }
.dot { fill: var(--ink); } .dot-soft { fill: var(--bg); stroke: var(--soft); stroke-width: 1.5; } .dot-good { fill: var(--good); } .dot-bad { fill: var(--bad); }
.timer { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 3 3; fill: none; } .clock { fill: var(--bg); stroke: var(--ink); stroke-width: 1.2; } .hands { stroke: var(--ink); stroke-width: 1.2; fill: none; }
.band { stroke-width: 1; fill-opacity: 0.2; } .leads { fill: var(--good); stroke: var(--good); stroke-width: 1.5; } .seeks { fill: var(--late); stroke: var(--late); stroke-dasharray: 4 2.5; }
.rests { fill: none; stroke: var(--faint); } .lies { fill: var(--bad); stroke: var(--bad); stroke-dasharray: 6 2 1.5 2; } .works { fill: var(--held); stroke: var(--held); stroke-dasharray: 9 3; }
.chip { fill: var(--bg); stroke: var(--good); } .chip.wrong { stroke: var(--bad); stroke-dasharray: 3 2; } .interval { fill: none; stroke: var(--good); stroke-width: 2; } .interval.wrong { stroke: var(--bad); } .interval.points { stroke-width: 1; stroke-dasharray: 2 3; }
.lease { fill: var(--held); } .lease-end { stroke: var(--held); stroke-width: 2; }
.slow { stroke: var(--late); stroke-width: 2; fill: none; } .unsynced { fill: var(--bg); stroke: var(--late); } .synced { fill: var(--good); } .unsynced-lost { stroke: var(--bad); stroke-width: 2; fill: none; }
.between { fill: url(#cut-hatch); } .cut-line { stroke: var(--late); stroke-width: 0.8; opacity: 0.6; } .wall { stroke: var(--late); stroke-width: 2.5; stroke-dasharray: 9 5; } .one-way { stroke: var(--late); stroke-width: 1.8; fill: none; stroke-linecap: round; }
.badge { fill: var(--box); stroke: var(--ink); stroke-width: 1.1; stroke-linejoin: round; } .badge + text { stroke: none; font-size: 9px; }
.operation { fill: var(--faint); stroke: var(--line); stroke-width: 0.8; } .operation.fail { stroke: var(--bad); stroke-dasharray: 3 2; } .operation.unknown, .operation.open { fill: none; stroke-dasharray: 2 2; }
.operation.unplaced { stroke: var(--bad); stroke-width: 2; } .place { fill: var(--bg); stroke: var(--ink); } .number { font-size: 9.5px; font-weight: 600; stroke: none; } .no-place { fill: var(--bg); stroke: var(--bad); stroke-width: 2; }
.pin { fill: var(--now); stroke: var(--soft); } .origin { font: 700 13px ui-monospace, monospace; } .of-left .row { fill: var(--left-row); } .of-right .row { fill: var(--right-row); } .of-changed .row { fill: var(--changed-row); } .of-moved .row { fill: none; }
.of-left .message { stroke: var(--bad); } .of-right .message { stroke: var(--good); stroke-dasharray: 7 3; } .of-left .origin, text.of-left, tspan.of-left { fill: var(--bad); font-weight: 700; } .of-right .origin, text.of-right, tspan.of-right { fill: var(--good); font-weight: 700; }
.of-changed .origin, .of-moved .origin, tspan.of-changed, tspan.of-moved { fill: var(--late); font-weight: 700; } .head-left { fill: var(--bad); } .head-right { fill: var(--good); }
 .cut { stroke: var(--bad); stroke-width: 1.2; stroke-dasharray: 8 4; } .cut-bar { stroke: var(--bad); stroke-width: 3; }
`;

/** Definitions the shapes refer to. */
export const DEFS = `<defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern>
<pattern id="cut-hatch" width="11" height="11" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="cut-line" x1="0" y1="0" x2="0" y2="11"/></pattern>
<marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0 10 5 0 10z"/></marker>
<marker id="arrow-copy" viewBox="0 0 18 10" refX="17" refY="5" markerWidth="14.4" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0 10 5 0 10zM8 0 18 5 8 10z"/></marker>
<marker id="arrow-ignored" viewBox="-1 -2 12 14" refX="10" refY="5" markerWidth="9.6" markerHeight="11.2" markerUnits="userSpaceOnUse" orient="auto"><path class="head-hollow" d="M0 0 10 5 0 10zM10 -1V11"/></marker>
<marker id="arrow-of-left" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="head-left" d="M0 0 10 5 0 10z"/></marker>
<marker id="arrow-of-right" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="head-right" d="M0 0 10 5 0 10z"/></marker>
<marker id="arrow-late" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="head-late" d="M0 0 10 5 0 10z"/></marker>
</defs>
`;
