/**
 * A picture of lines as a picture of pixels: the browser draws the SVG onto a canvas. Nothing is fetched for that; the SVG is handed over
 * within its address, as the policy of the page allows.
 */

/** No side of a picture may be longer, and it may not have more pixels in all: beyond that browsers give an empty one. */
export const MOST_SIDE_PX = 30_000;
export const MOST_PIXELS = 100_000_000;
/** Pixels for a pixel of the drawing, where there is room; with fewer than the least, letters cannot be read. */
const SHARP = 2;
const LEAST = 0.75;

/** How sharp a picture of this size may be; undefined when it is too large. */
export function scaleFor(widthPx: number, heightPx: number): number | undefined {
  const scale = Math.min(SHARP, MOST_SIDE_PX / widthPx, MOST_SIDE_PX / heightPx, Math.sqrt(MOST_PIXELS / (widthPx * heightPx)));
  return scale >= LEAST ? scale : undefined;
}

/** Width and height that an SVG of ours states; undefined when it does not. */
export function sizeOf(svg: string): { readonly widthPx: number; readonly heightPx: number } | undefined {
  const [, width, height] = /^<svg [^>]*\bwidth="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return width === undefined ? undefined : { widthPx: Number(width), heightPx: Number(height) };
}

/** Rejects with words for the reader when the picture is too large or the browser cannot draw it. */
export async function rasterise(svg: string): Promise<Blob> {
  const size = sizeOf(svg);
  const scale = size === undefined ? undefined : scaleFor(size.widthPx, size.heightPx);
  if (size === undefined || scale === undefined) {
    throw new Error(`The picture is too large for PNG: at most ${MOST_SIDE_PX.toLocaleString('en')} pixels a side and ${MOST_PIXELS / 1e6} million in all. Save it as SVG, or save a smaller part.`);
  }
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(size.widthPx * scale);
  canvas.height = Math.round(size.heightPx * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This window cannot draw pictures.');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The picture could not be made into PNG.')) : resolve(blob)), 'image/png');
  });
}
