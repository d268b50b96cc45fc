/** A file name that nothing has yet, so that a copy never overwrites what is there. */

/** `name` itself, or with `-2`, `-3`… before its ending: `reply-lost.scenario.yaml` → `reply-lost-2.scenario.yaml`. */
export async function freeName(name: string, taken: (name: string) => Promise<boolean>): Promise<string> {
  const dot = name.indexOf('.', 1);
  const [stem, ending] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  let candidate = name;
  for (let n = 2; await taken(candidate); n++) candidate = `${stem}-${n}${ending}`;
  return candidate;
}
