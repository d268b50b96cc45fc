/** The few words beside an event's mark. The whole story is in its tooltip. */
import { cutText, callText, detailAs, diskText, clockText, settingText } from '../../trace/describe';
import { plainText } from '../../trace/text';
import { FATE_NAMES } from '../../trace/layout/fate-glyphs';
import { chipText } from './clocks';
import type { Scene } from './scene';
import { kindOf } from '../../trace/trace';

export type Tone = 'plain' | 'soft' | 'strong' | 'bad' | 'good' | 'late' | 'note';

/** What to write beside an event; undefined where its shape says it all. Higher priority is kept where room is short. */
export function markWords({ trace, fates }: Pick<Scene, 'trace' | 'fates'>, i: number): { readonly text: string; readonly tone: Tone; readonly priority: number } | undefined {
  const kind = kindOf(trace, i);
  switch (kind) {
    case 'send':
    case 'lose':
      return undefined;
    case 'deliver': {
      const d = detailAs(trace, i, kind);
      const befell = [
        ...(d.duplicate ? [FATE_NAMES.copy] : []),
        ...(fates.isOvertaken(i) ? [FATE_NAMES.overtaken] : []),
        ...(fates.lateAfter(trace, i, d.ignored !== undefined) >= 0 ? [FATE_NAMES.late] : []),
        ...(d.ignored === undefined ? [] : [`ignored: ${d.ignored}`]),
      ];
      if (befell.length > 0) return { text: befell.join(', '), tone: 'late', priority: d.ignored === undefined ? 5 : 6 };
      const logged = d.log?.['event'];
      return typeof logged === 'string' ? { text: logged, tone: 'soft', priority: 4 } : undefined;
    }
    case 'timer-set':
      return { text: `sets ${detailAs(trace, i, kind).name}`, tone: 'soft', priority: 2 };
    case 'timer':
      return { text: `${detailAs(trace, i, kind).name} fires`, tone: 'strong', priority: 6 };
    case 'timer-cancel':
      return { text: `cancels ${detailAs(trace, i, kind).name}`, tone: 'soft', priority: 1 };
    case 'crash':
      return { text: 'crash', tone: 'bad', priority: 9 };
    case 'restart':
      return { text: 'restart', tone: 'good', priority: 8 };
    case 'pause':
      return { text: 'pause', tone: 'late', priority: 8 };
    case 'resume':
      return { text: 'goes on', tone: 'late', priority: 8 };
    case 'partition':
      return { text: `network cut: ${cutText(detailAs(trace, i, kind))}`, tone: 'bad', priority: 9 };
    case 'heal':
      return { text: 'network whole again', tone: 'good', priority: 8 };
    case 'clock':
      return { text: chipText(trace, i) ?? clockText(detailAs(trace, i, kind)), tone: 'plain', priority: 6 };
    case 'clock-set': {
      const d = detailAs(trace, i, kind);
      return { text: d.to === undefined ? `clock drifts by ${d.drift ?? 0} ppm` : 'clock steps', tone: 'late', priority: 7 };
    }
    case 'disk': {
      const d = detailAs(trace, i, kind);
      return { text: diskText(d), tone: d.op === 'lose' ? 'bad' : 'soft', priority: 3 };
    }
    case 'state': {
      const d = detailAs(trace, i, kind);
      const text = settingText(d.set, 60);
      if (d.role === undefined) return text === '' ? undefined : { text, tone: 'soft', priority: 3 };
      return { text: text === '' ? d.role : `${d.role}: ${text}`, tone: trace.cause[i]! < 0 ? 'soft' : 'strong', priority: 5 };
    }
    case 'vote': {
      const d = detailAs(trace, i, kind);
      return { text: `${d.granted ? 'votes for' : 'no vote for'} ${d.for} (${plainText(d.round, 20)})`, tone: 'plain', priority: 5 };
    }
    case 'quorum': {
      const d = detailAs(trace, i, kind);
      return { text: `${dots(d)}${d.have} of ${d.of}${d.reached ? ': quorum' : ''}`, tone: d.reached ? 'good' : 'plain', priority: 5 };
    }
    case 'invoke': {
      const d = detailAs(trace, i, kind);
      return { text: callText(d.f, d.key, d.value, 60), tone: 'strong', priority: 7 };
    }
    case 'return': {
      const d = detailAs(trace, i, kind);
      const result = d.result === undefined ? '' : ` ${plainText(d.result, 40)}`;
      const tone = d.status === 'ok' ? 'good' : d.status === 'fail' ? 'bad' : 'late';
      return { text: `${d.f}: ${d.status}${result}`, tone, priority: 7 };
    }
    case 'decide':
      return { text: `decides ${plainText(detailAs(trace, i, kind).value, 40)}`, tone: 'good', priority: 7 };
    case 'violation': {
      const d = detailAs(trace, i, kind);
      return { text: `✗ ${d.invariant}: ${d.detail}`, tone: 'bad', priority: 10 };
    }
    case 'note':
      return { text: detailAs(trace, i, kind).text, tone: 'note', priority: 4 };
  }
}

/** A count of votes as dots that grow towards the line where the quorum is; '' where there are too many to be counted at a glance. */
function dots({ have, need, of }: { readonly have: number; readonly need: number; readonly of: number }): string {
  if (![have, need, of].every((count) => Number.isInteger(count) && count >= 0) || of < 1 || of > 12 || need < 1 || need > of) return '';
  let text = '';
  for (let k = 0; k < of; k++) text += `${k === need ? '|' : ''}${k < have ? '●' : '○'}`;
  return `${text}${need === of ? '|' : ''} `;
}
