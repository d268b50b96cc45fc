/**
 * All protocol models. Made by `npm run registry` from the files in this folder; do not edit by hand.
 */
import type { Model } from '../kernel/model';
import { model as ch8Lease } from './ch8/lease';
import { model as ch8RequestReply } from './ch8/request-reply';

/** In order of chapter and id. */
export const MODELS: readonly Model[] = [
  ch8Lease,
  ch8RequestReply,
];

export function findModel(id: string): Model | undefined {
  return MODELS.find((model) => model.id === id);
}
