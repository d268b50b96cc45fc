/**
 * The verdict on one object, and on a "no" the first return that cannot be explained.
 *
 * A search of the whole history stops where an operation has no place *given what the others will return later*. Who
 * watched the system would have noticed later, perhaps: while an operation is under way its result is open. So the
 * beginning of the history is looked at again, a return longer each time, until it is wrong by itself.
 */
import type { Plain } from '../kernel/event';
import type { History, HistoryOperation } from './history';
import { startSearch } from './search';
import type { Search, SearchResult } from './search';
import type { Specification } from './specification';

/** Begins the check of one object's history; used like a search. */
export function startObject(history: History, specification: Pick<Specification, 'step' | 'initial'>, maxStates: number): Search {
  let search = startSearch(history, specification, maxStates);
  let before = 0;
  let wrong: { readonly order: History; readonly state: Plain; readonly unplaced: HistoryOperation } | undefined;
  let result: SearchResult | undefined;
  const returns = history.filter(({ status, returned }) => status === 'ok' && returned >= 0).sort((a, b) => a.returned - b.returned);

  return {
    advance(maxSteps) {
      if (result !== undefined) return true;
      if (!search.advance(maxSteps)) return false;
      const found = search.result!;
      if (wrong === undefined) {
        if (found.verdict !== 'no') return end(found);
        wrong = found;
      } else if (found.verdict === 'yes') {
        wrong = { order: found.order, state: found.state, unplaced: returns[returns.indexOf(wrong.unplaced) + 1]! };
      } else {
        return end({ verdict: 'no', ...wrong });
      }
      before += search.states;
      search = startSearch(beginning(history, wrong.unplaced.returned), specification, maxStates);
      return false;
    },
    get result() { return result; },
    get states() { return before + search.states; },
  };

  function end(found: SearchResult): true {
    result = found;
    return true;
  }
}

/** The history up to and with the event `last`: whoever had not returned by then may still return anything. */
export function beginning(history: History, last: number): History {
  return history
    .filter(({ invoke }) => invoke < last)
    .map((operation) => (operation.returned <= last ? operation : { ...operation, returned: -1, status: operation.status === 'fail' ? 'fail' : 'unknown' }));
}
