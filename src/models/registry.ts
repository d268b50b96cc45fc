/**
 * All protocol models. Made by `npm run registry` from the files in this folder; do not edit by hand.
 */
import type { Model } from '../kernel/model';
import { model as ch8ByzantineGenerals } from './ch8/byzantine-generals/model';
import { model as ch8CommitWait } from './ch8/commit-wait';
import { model as ch8FailureDetector } from './ch8/failure-detector/model';
import { model as ch8LastWriteWins } from './ch8/last-write-wins';
import { model as ch8Lease } from './ch8/lease';
import { model as ch8LoadBalancer } from './ch8/load-balancer';
import { model as ch8Paxos } from './ch8/paxos/model';
import { model as ch8Raft } from './ch8/raft/model';
import { model as ch8RequestReply } from './ch8/request-reply';
import { model as ch8TwoGenerals } from './ch8/two-generals';

/** In order of chapter and id. */
export const MODELS: readonly Model[] = [
  ch8ByzantineGenerals,
  ch8CommitWait,
  ch8FailureDetector,
  ch8LastWriteWins,
  ch8Lease,
  ch8LoadBalancer,
  ch8Paxos,
  ch8Raft,
  ch8RequestReply,
  ch8TwoGenerals,
];

export function findModel(id: string): Model | undefined {
  return MODELS.find((model) => model.id === id);
}
