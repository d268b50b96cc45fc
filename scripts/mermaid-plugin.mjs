// Mermaid draws some forty kinds of diagrams with several layout engines and a formula renderer, 5 MB in all. Faultline
// shows sequence diagrams. Mermaid loads every kind by a dynamic import, so those are the places to cut: all but the
// sequence diagram's become a module that says the kind is not there.

/** An esbuild plugin for the bundle that holds Mermaid. Fails the build when Mermaid has no sequence diagram to keep. */
export function sequenceDiagramsOnly() {
  return {
    name: 'sequence-diagrams-only',
    setup(build) {
      let kept = 0;
      build.onStart(() => {
        kept = 0;
      });
      build.onResolve({ filter: /.*/ }, ({ kind, importer, path }) => {
        if (kind !== 'dynamic-import' || !/node_modules[\\/](mermaid|@mermaid-js)[\\/]/.test(importer)) return undefined;
        if (/\/sequenceDiagram-\w+\.mjs$/.test(path)) {
          kept += 1;
          return undefined;
        }
        return { path, namespace: 'left-out' };
      });
      build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
        contents: `throw new Error(${JSON.stringify(`Left out of this build: ${path}`)});`,
      }));
      build.onEnd((result) => {
        // A new version may name its files otherwise; then the picture would be missing without a word.
        if (result.errors.length > 0 || kept > 0) return undefined;
        return { errors: [{ text: 'Mermaid no longer imports a file named sequenceDiagram-*.mjs; mend scripts/mermaid-plugin.mjs.' }] };
      });
    },
  };
}
