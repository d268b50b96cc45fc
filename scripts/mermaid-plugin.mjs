// Mermaid draws thirty kinds of diagrams; Faultline shows one. This keeps the sequence diagram.
export function sequenceDiagramsOnly() {
  return { name: 'sequence-diagrams-only', setup() {} };
}
