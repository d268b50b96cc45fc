/** What can be dragged on the diagram of a scenario. Times are microseconds. */
export type Drag =
  /** The end of a message, along time. */
  | { readonly what: 'arrive'; readonly event: number; readonly atUs: number }
  /** The beginning of a client's operation, along time. */
  | { readonly what: 'operation'; readonly event: number; readonly atUs: number }
  /** Along a lane. */
  | { readonly what: 'pause'; readonly node: string; readonly atUs: number; readonly untilUs: number }
  /** Across lanes; all of them, in the order in which they were dragged across. */
  | { readonly what: 'partition'; readonly nodes: readonly string[]; readonly atUs: number; readonly untilUs: number };

/** How early an event may be dragged to, or why it cannot be dragged. */
export type DragLimit = { readonly earliestUs: number } | { readonly no: string };
