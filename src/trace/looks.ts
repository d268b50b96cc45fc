/** How a role or a phase looks, by what the model says or by the usual words for it. */
import type { BandLook, BandShow } from '../kernel/show';

export const BAND_LOOKS: readonly BandLook[] = ['leads', 'seeks', 'rests', 'lies', 'works'];

const USUAL: { readonly [name: string]: BandLook } = {
  leader: 'leads', primary: 'leads', coordinator: 'leads', master: 'leads', holder: 'leads', active: 'leads', owner: 'leads',
  candidate: 'seeks', 'pre-candidate': 'seeks', electing: 'seeks', preparing: 'seeks', 'changing view': 'seeks',
  follower: 'rests', backup: 'rests', standby: 'rests', secondary: 'rests', passive: 'rests', idle: 'rests', 'stepped down': 'rests',
  faulty: 'lies', traitor: 'lies', byzantine: 'lies', liar: 'lies',
};

/** Undefined for a word that neither the model nor custom knows. */
export function looksLike(name: string, show: BandShow | undefined): BandLook | undefined {
  const said = show?.looks;
  if (said !== undefined && Object.hasOwn(said, name)) return said[name];
  return Object.hasOwn(USUAL, name) ? USUAL[name] : undefined;
}

/** One or two letters for a band, so that colour is never needed: the first of each word. */
export function lettersOf(name: string): string {
  const words = name.split(/[\s_-]+/).filter((word) => word !== '');
  return words.slice(0, 2).map((word) => [...word][0]!.toUpperCase()).join('');
}
