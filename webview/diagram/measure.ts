/** Widths of text in the font it is drawn in, measured once and remembered. */
import { fitText } from '../../src/trace/layout/labels';

export interface Ruler {
  widthPx(text: string): number;
  /** The text, or as much of it as fits, with an ellipsis. */
  fit(text: string, maxPx: number): string;
  /** The font may have changed: forget everything. */
  reset(font: string): void;
}

const REMEMBERED = 4000;

export function createRuler(): Ruler {
  const context = document.createElement('canvas').getContext('2d');
  const widths = new Map<string, number>();
  let fontPx = 11;

  function widthPx(text: string): number {
    let width = widths.get(text);
    if (width === undefined) {
      width = context?.measureText(text).width ?? text.length * fontPx * 0.55;
      if (widths.size > REMEMBERED) widths.clear();
      widths.set(text, width);
    }
    return width;
  }

  return {
    widthPx,
    fit(text, maxPx) {
      const width = widthPx(text);
      if (width <= maxPx) return text;
      // The estimate behind fitText is for an average font; this text's own width says how far it is off.
      let room = maxPx;
      for (let attempt = 0; attempt < 4; attempt++) {
        const fitted = fitText(text, room, fontPx);
        const actual = widthPx(fitted);
        if (actual <= maxPx || fitted.length <= 2) return fitted;
        room *= (maxPx / actual) * 0.98;
      }
      return fitText(text, room * 0.8, fontPx);
    },
    reset(font) {
      widths.clear();
      if (context !== null) context.font = font;
      fontPx = Number(/([\d.]+)px/.exec(font)?.[1] ?? 11);
    },
  };
}
