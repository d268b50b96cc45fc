/** The clocks in the side area: readings of the current event in words, and the comparison with the event that is marked. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Clocks } from '../../src/protocol/messages';
import { isNoticed } from '../../src/trace/causality';
import { compareLamport } from '../../src/trace/clocks/lamport';
import { relationOf } from '../../src/trace/clocks/order';
import type { Relation } from '../../src/trace/clocks/order';
import '../panels/clock-facts';
import type { ClockReadings, Marked } from '../panels/clock-facts';
import { hybridSign, hybridText, signOf, vectorSign, vectorWords } from '../panels/clock-words';
import { grouped, timeWords } from '../panels/time-words';
import type { ClockStore } from '../store/clocks';
import type { Run, Store } from '../store/store';
import type { Skew } from './skew';
import { eventRef, isTimed } from './words';

/** In a longer trace clocks are not computed just in case. */
const LONG = 100_000;
const COMPUTED: ReadonlySet<Clocks> = new Set(['lamport', 'vector', 'hybrid']);

/** Template of the pane's part about clocks; asks for a relation or a vector once for each pair of events. */
export function createClockReadings(store: Store, clocks: ClockStore, skew: Pick<Skew, 'now'>): { template(): TemplateResult | typeof nothing } {
  let known: { readonly run: Run; readonly marked: number; readonly step: number; readonly relation: Relation } | undefined;
  return {
    template() {
      const { run, step, marked } = store;
      if (run === undefined || step >= run.columns.length) return nothing;
      return html`<fl-clock-facts
        .readings=${readingsOf(run, step)}
        .marked=${marked >= 0 && marked !== step && marked < run.columns.length ? comparison(run, marked, step) : undefined}
        .isMarked=${marked === step}
        @mark-event=${(event: CustomEvent<{ readonly index: number }>) => store.mark(event.detail.index)}
      ></fl-clock-facts>`;
    },
  };

  function readingsOf(run: Run, event: number): ClockReadings {
    const { columns } = run;
    if (!isNoticed(columns.kind[event]!)) return { event, none: 'No process notices this event, so no clock is read.' };
    if (columns.length > LONG && store.marked < 0 && !COMPUTED.has(store.view.clocks)) {
      return { event, none: 'This trace is long: its clocks are computed when you choose them above the diagram, or compare two events.' };
    }
    const node = columns.node[event]!;
    const nameOf = (index: number): string => columns.nodes[index]?.id ?? '';
    const lamport = clocks.lamport(event);
    const vector = clocks.oneVector(event);
    const hybrid = clocks.hybrid(event);
    return {
      event,
      ...wallOf(run, event),
      ...skewOf(run),
      ...(lamport === undefined ? {} : { lamport: `${grouped(lamport)} of ${nameOf(node)}` }),
      ...(vector === undefined ? {} : { vector: vectorWords(vector, node, nameOf) }),
      ...(hybrid === undefined || !isTimed(run) ? {} : { hybrid: `${hybridText(hybrid)}${hybrid.l > hybrid.pt ? ` (${timeWords(hybrid.l - hybrid.pt)} ahead of its own clock)` : ''}` }),
    };
  }

  function skewOf(run: Run): { readonly skew?: string } {
    const told = run.seenBy === undefined ? skew.now() : undefined;
    return told === undefined ? {} : { skew: told.words };
  }

  function wallOf(run: Run, event: number): { readonly wall?: string } {
    const wall = isTimed(run) ? clocks.wall(event) : undefined;
    if (wall === undefined) return {};
    const off = wall.readingUs - run.columns.t[event]!;
    if (!wall.known) return { wall: `${timeWords(wall.readingUs)} (assumed: the trace tells nothing of this clock)` };
    return { wall: `${timeWords(wall.readingUs)}${off === 0 ? '' : ` (${timeWords(Math.abs(off))} ${off > 0 ? 'ahead' : 'behind'})`}` };
  }

  function comparison(run: Run, marked: number, step: number): Marked {
    if (known?.run !== run || known.marked !== marked || known.step !== step) known = { run, marked, step, relation: relationOf(run.columns, marked, step) };
    return { event: eventRef(run, marked), readings: readingsOf(run, marked), relation: known.relation, signs: signs(run, marked, step) };
  }

  function signs(run: Run, a: number, b: number): Marked['signs'] {
    const { columns } = run;
    const process = (event: number): string => columns.nodes[columns.node[event]!]?.id ?? '';
    const [lamportA, lamportB] = [clocks.lamport(a), clocks.lamport(b)];
    const [vectorA, vectorB] = [clocks.oneVector(a), clocks.oneVector(b)];
    const [hybridA, hybridB] = isTimed(run) ? [clocks.hybrid(a), clocks.hybrid(b)] : [];
    const [wallA, wallB] = isTimed(run) ? [clocks.wall(a), clocks.wall(b)] : [];
    return {
      ...(wallA === undefined || wallB === undefined ? {} : { wall: signOf(wallA.readingUs - wallB.readingUs) }),
      ...(lamportA === undefined || lamportB === undefined
        ? {}
        : { lamport: signOf(compareLamport({ count: lamportA, process: process(a) }, { count: lamportB, process: process(b) })) }),
      ...(vectorA === undefined || vectorB === undefined ? {} : { vector: vectorSign(vectorA, vectorB) }),
      ...(hybridA === undefined || hybridB === undefined ? {} : { hybrid: hybridSign(hybridA, hybridB) }),
    };
  }
}
