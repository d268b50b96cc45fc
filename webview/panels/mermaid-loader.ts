/**
 * Gets Mermaid when it is first needed. The page says where it lies and which nonce lets it run: `data-mermaid-src` and
 * `data-nonce` on some element (the `nonce` attribute itself is hidden from scripts by the browser).
 */
import type { MermaidBundle } from '../mermaid-bundle';

let loading: Promise<MermaidBundle> | undefined;

/** The bundle, loaded once; after a failure the next call tries again. */
export function loadMermaid(): Promise<MermaidBundle> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

function load(): Promise<MermaidBundle> {
  const place = document.querySelector<HTMLElement>('[data-mermaid-src]');
  return new Promise((resolve, reject) => {
    if (loaded()) return resolve(loaded()!);
    if (!place) return reject(new Error('The page does not say where Mermaid is.'));
    const script = document.createElement('script');
    script.nonce = place.dataset['nonce'] ?? '';
    script.src = place.dataset['mermaidSrc'] ?? '';
    script.addEventListener('load', () => {
      const bundle = loaded();
      if (bundle) resolve(bundle);
      else reject(new Error('Mermaid was loaded but did not start.'));
    });
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error('Mermaid could not be loaded.'));
    });
    document.head.append(script);
  });
}

function loaded(): MermaidBundle | undefined {
  return (globalThis as { faultlineMermaid?: MermaidBundle }).faultlineMermaid;
}
