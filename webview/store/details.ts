/**
 * Further fields of events, fetched from the host a page at a time when something on screen needs them, and
 * forgotten again when other pages need the room.
 */
import type { EventDetail } from '../../src/trace/trace';

const PAGE = 256;
const PAGES_KEPT = 64;
/** Pages asked for and not answered yet; a fast scroll through a long trace must not queue up thousands. */
const MAX_UNDER_WAY = 6;

export interface Details {
  /** The fields of event `i` if they are here. */
  get(i: number): EventDetail | undefined;
  /** Fetches what is missing of [from, to); resolves when all of it is here or failed. */
  load(from: number, to: number): Promise<void>;
  /** Fetches what is missing of [from, to) unless too much is under way already. */
  want(from: number, to: number): void;
}

/** `fetch` answers with the details of [from, to); `onArrive` is told the range that is new. */
export function createDetails(
  length: () => number,
  fetch: (from: number, to: number) => Promise<readonly EventDetail[]>,
  onArrive: (from: number, to: number) => void,
): Details {
  /** In order of last use: the first is the next to be forgotten. */
  const pages = new Map<number, readonly EventDetail[]>();
  const underWay = new Map<number, Promise<void>>();
  let lastPage = -1;

  return {
    get(i) {
      const page = Math.floor(i / PAGE);
      const details = pages.get(page);
      if (details === undefined) return undefined;
      if (page !== lastPage) {
        pages.delete(page);
        pages.set(page, details);
        lastPage = page;
      }
      return details[i - page * PAGE];
    },
    async load(from, to) {
      await Promise.all(missing(from, to).map((page) => underWay.get(page) ?? request(page)));
    },
    want(from, to) {
      for (const page of missing(from, to)) {
        if (underWay.size >= MAX_UNDER_WAY) return;
        if (!underWay.has(page)) void request(page);
      }
    },
  };

  function missing(from: number, to: number): number[] {
    const end = Math.min(to, length());
    const found: number[] = [];
    for (let page = Math.floor(Math.max(0, from) / PAGE); page * PAGE < end; page++) {
      const have = pages.get(page)?.length ?? 0;
      // The last page of a growing trace is asked for again once it has more.
      if (have < Math.min(PAGE, length() - page * PAGE)) found.push(page);
    }
    return found;
  }

  function request(page: number): Promise<void> {
    const from = page * PAGE;
    const to = Math.min(from + PAGE, length());
    const answer = fetch(from, to).then(
      (details) => {
        underWay.delete(page);
        pages.set(page, details);
        if (pages.size > PAGES_KEPT) pages.delete(pages.keys().next().value!);
        onArrive(from, from + details.length);
      },
      () => {
        // An older run's answer or a host that is gone: what is drawn without the details stays.
        underWay.delete(page);
      },
    );
    underWay.set(page, answer);
    return answer;
  }
}
