/**
 * All protocol models. Made by `npm run registry` from the files in this folder; do not edit by hand.
 */
import type { Model } from '../kernel/model';
import { model as ch8AbdRegister } from './ch8/abd-register/model';
import { model as ch8AdaptiveTimeout } from './ch8/adaptive-timeout/model';
import { model as ch8ByzantineGenerals } from './ch8/byzantine-generals/model';
import { model as ch8CommitWait } from './ch8/commit-wait';
import { model as ch8Deadlines } from './ch8/deadlines';
import { model as ch8DeclaredDead } from './ch8/declared-dead/model';
import { model as ch8ElapsedTime } from './ch8/elapsed-time';
import { model as ch8FailureDetector } from './ch8/failure-detector/model';
import { model as ch8LastWriteWins } from './ch8/last-write-wins';
import { model as ch8Lease } from './ch8/lease';
import { model as ch8LoadBalancer } from './ch8/load-balancer';
import { model as ch8LogicalClocks } from './ch8/logical-clocks';
import { model as ch8OnlyOne } from './ch8/only-one/model';
import { model as ch8Paxos } from './ch8/paxos/model';
import { model as ch8Pbft } from './ch8/pbft/model';
import { model as ch8Raft } from './ch8/raft/model';
import { model as ch8Reachability } from './ch8/reachability';
import { model as ch8RequestReply } from './ch8/request-reply';
import { model as ch8RoundTrips } from './ch8/round-trips';
import { model as ch8TimeOfDay } from './ch8/time-of-day';
import { model as ch8TwoGenerals } from './ch8/two-generals';
import { model as ch8VoiceCall } from './ch8/voice-call';

/** In order of chapter and id. */
export const MODELS: readonly Model[] = [
  ch8AbdRegister,
  ch8AdaptiveTimeout,
  ch8ByzantineGenerals,
  ch8CommitWait,
  ch8Deadlines,
  ch8DeclaredDead,
  ch8ElapsedTime,
  ch8FailureDetector,
  ch8LastWriteWins,
  ch8Lease,
  ch8LoadBalancer,
  ch8LogicalClocks,
  ch8OnlyOne,
  ch8Paxos,
  ch8Pbft,
  ch8Raft,
  ch8Reachability,
  ch8RequestReply,
  ch8RoundTrips,
  ch8TimeOfDay,
  ch8TwoGenerals,
  ch8VoiceCall,
];

export function findModel(id: string): Model | undefined {
  return MODELS.find((model) => model.id === id);
}
