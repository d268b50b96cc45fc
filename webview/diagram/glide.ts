/** Moves a position to where it should be, smoothly where the reader has nothing against it. */

export interface Glide {
  /** Starts from wherever the position is now; a new goal replaces the old one. */
  to(goal: number): void;
  stop(): void;
  readonly goal: number | undefined;
}

const LASTS_MS = 180;

export function createGlide(position: () => number, move: (to: number) => void): Glide {
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  let frame = 0;
  let goal: number | undefined;

  function stop(): void {
    cancelAnimationFrame(frame);
    goal = undefined;
  }

  return {
    get goal() { return goal; },
    stop,
    to(next) {
      stop();
      if (still.matches) return move(next);
      goal = next;
      const from = position();
      let began: number | undefined;
      const tick = (now: number): void => {
        began ??= now;
        const part = Math.min(1, (now - began) / LASTS_MS);
        const eased = 1 - (1 - part) * (1 - part) * (1 - part);
        move(from + (next - from) * eased);
        if (part < 1) frame = requestAnimationFrame(tick);
        else goal = undefined;
      };
      frame = requestAnimationFrame(tick);
    },
  };
}
