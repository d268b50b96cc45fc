/** What the view holds of a trace for each of its events: the lists that grow with it, by the bytes they take and not by those in use. */
import type { Find } from './find';
import type { Store } from './store';

/** Bytes of all typed lists of the run on show: columns, indices, what is hidden, what a search has found. */
export function bytesInView(store: Pick<Store, 'run' | 'visible' | 'filterBytes'>, find?: Pick<Find, 'bytes'>): number {
  return (store.run?.columns.bytes ?? 0) + store.visible.bytes + store.filterBytes + (find?.bytes ?? 0);
}
