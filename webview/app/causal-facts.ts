/** Causes in the side area: the chain that leads to an event as a list, and how much came before and after the current one. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { WhyChain } from '../../src/trace/why';
import '../panels/cone-facts';
import '../panels/why-panel';
import type { WhyItem, WhyList } from '../panels/why-panel';
import type { Causal, Why } from '../store/causal';
import type { Run, Store } from '../store/store';
import type { CausalActions } from './causal-actions';
import { eventRef, isTimed } from './words';

/** Of a longer chain the first and the last steps are listed: how it began and what led here. */
const FIRST = 5;
const LAST = 45;
/** More events may show a violation than anyone would read chains of. */
const MOST_CHAINS = 8;

export interface CausalFacts {
  /** The chain, where one is on show. */
  why(): TemplateResult | typeof nothing;
  cones(): TemplateResult | typeof nothing;
}

export function createCausalFacts(store: Store, causal: Causal, actions: CausalActions): CausalFacts {
  let listed: readonly WhyList[] = [];
  let listedOf: Why | undefined;
  let seenBy: Run['seenBy'];

  return {
    why() {
      const { run } = store;
      const { why } = causal;
      if (run === undefined || why === undefined) return nothing;
      if (why !== listedOf || seenBy !== run.seenBy) {
        listed = why.chains.slice(0, MOST_CHAINS).map((chain) => listOf(run, chain, chain.to !== why.event));
        listedOf = why;
        ({ seenBy } = run);
      }
      return html`<fl-why-panel
        .event=${why.event}
        .current=${store.step}
        .chains=${listed}
        .more=${why.chains.length - listed.length}
        .timed=${isTimed(run)}
        @end-why=${() => actions.letGo()}
      ></fl-why-panel>`;
    },
    cones() {
      const { run, step, view } = store;
      // How much an event will affect is more than any node can know.
      if (run === undefined || step >= run.columns.length || run.seenBy !== undefined) return nothing;
      const { sizes } = causal;
      return html`<fl-cone-facts
        .sizes=${sizes === undefined ? undefined : { before: sizes.past, after: sizes.future, concurrent: sizes.concurrent }}
        .cones=${view.cones}
        .why=${causal.why !== undefined}
        @toggle-cones=${() => actions.toggleCones()}
        @toggle-why=${() => actions.toggleWhy()}
      ></fl-cone-facts>`;
    },
  };
}

function listOf(run: Run, { steps, cut }: WhyChain, shows: boolean): WhyList {
  const item = ({ event, link }: WhyChain['steps'][number]): WhyItem => ({ event: eventRef(run, event), link });
  const whole = steps.length <= FIRST + LAST;
  return {
    shows,
    cut,
    first: (whole ? steps : steps.slice(0, FIRST)).map(item),
    last: whole ? [] : steps.slice(-LAST).map(item),
    between: whole ? 0 : steps.length - FIRST - LAST,
  };
}
