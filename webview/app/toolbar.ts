/** Stepping: buttons, the slider with the faults marked along it, and where the reader is. */
import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import { rowCount, rowsBefore } from '../../src/trace/layout/rows';
import { eventNumber, grouped, timeWords } from '../panels/time-words';
import type { Move } from '../store/step';
import type { Store } from '../store/store';
import { icon } from './icon';
import { createOverview } from './overview';
import type { Part } from './part';
import { SPEEDS } from './player';
import type { Player } from './player';
import { isTimed, stepSentence } from './words';

export function createToolbar(store: Store, player: Player): Part & { readonly element: HTMLElement } {
  const element = document.createElement('header');
  element.className = 'toolbar';
  const overview = createOverview(store);
  return {
    element,
    render() {
      render(template(), element);
      overview.render();
    },
  };

  function template(): TemplateResult {
    const { run, step, view } = store;
    const count = run?.columns.length ?? 0;
    const last = Math.max(0, count - 1);
    const { rows } = store.visible;
    const faults = run?.columns.faults;
    const violations = run?.columns.violations.length ?? 0;
    const atStart = rowsBefore(rows, step) === 0;
    const atEnd = rowsBefore(rows, step + 1) >= rowCount(rows, count);
    return html`
      <h1 class="unseen">${run?.info.title ?? 'Faultline'}</h1>
      <div class="steps" role="group" aria-label="Stepping">
        ${button('first', 'First event (Home)', 'debug-reverse-continue', atStart)}
        ${button('back', 'Back one event (←)', 'debug-step-back', atStart)}
        <vscode-button
          appearance="icon"
          class="play"
          aria-label=${player.playing ? 'Pause' : 'Play'}
          title=${player.playing ? 'Pause (Space)' : 'Play (Space)'}
          ?disabled=${count < 2}
          @click=${() => player.toggle()}
          >${icon(player.playing ? 'debug-pause' : 'play')}</vscode-button
        >
        ${button('forward', 'Forward one event (→)', 'debug-step-over', atEnd)}
        ${button('last', 'Last event (End)', 'debug-continue', atEnd)}
        <span class="gap"></span>
        ${button('previousFault', 'Previous fault (Shift+N)', 'arrow-up', faults === undefined || faults.before(step) === 0, 'fault')}
        ${button('nextFault', 'Next fault (N)', 'arrow-down', faults === undefined || faults.before(step + 1) === faults.length, 'fault')}
        ${button('nextViolation', 'Next violation (V)', 'error', violations === 0)}
      </div>
      <div class="position">
        <div class="track">
          <input
            type="range"
            min="0"
            max=${last}
            .value=${String(step)}
            ?disabled=${count < 2}
            aria-label="Current event"
            aria-valuetext=${run === undefined || count === 0 ? 'nothing' : stepSentence(run, step)}
            @input=${(event: Event) => store.goNear(Number((event.target as HTMLInputElement).value))}
          />
          ${overview.element}
        </div>
        <output class="where" aria-hidden="true">${where(run, step, count)}</output>
      </div>
      <vscode-dropdown
        class="speed"
        title="Speed of playing"
        aria-label="Speed of playing, events a second"
        .value=${String(nearest(view.playSpeed))}
        @change=${(event: Event) => store.setView({ playSpeed: Number((event.target as HTMLSelectElement).value) })}
      >
        ${SPEEDS.map((speed) => html`<vscode-option value=${String(speed)}>${speed}/s</vscode-option>`)}
      </vscode-dropdown>
    `;
  }

  function button(move: Move, label: string, name: string, disabled: boolean, badge = ''): TemplateResult {
    return html`<vscode-button
      appearance="icon"
      aria-label=${label.replace(/ \(.*/, '')}
      title=${label}
      ?disabled=${disabled}
      @click=${() => store.move(move)}
      >${badge === '' ? nothing : html`<span class="codicon codicon-zap badge" aria-hidden="true"></span>`}${icon(name)}</vscode-button
    >`;
  }
}

function where(run: Store['run'], step: number, count: number): TemplateResult | typeof nothing {
  if (run === undefined || count === 0) return nothing;
  const more = run.complete ? '' : '+';
  return html`<span class="index" title=${`Event ${eventNumber(step)} of ${grouped(count)}${more}; the first is #0`}
      ><b>${eventNumber(step)}</b> of ${grouped(count)}${more}</span
    >${isTimed(run) ? html`<span class="time">${timeWords(run.columns.t[step]!)}</span>` : nothing}`;
}

function nearest(speed: number): number {
  return SPEEDS.reduce((best, each) => (Math.abs(each - speed) < Math.abs(best - speed) ? each : best));
}
