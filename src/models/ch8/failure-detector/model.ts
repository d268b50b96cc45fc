/**
 * A failure detector with a timeout, and what follows when it is wrong.
 *
 * The detector is the simple one that Chen, Toueg and Aguilera describe in §1 of "On the Quality of Service of Failure Detectors",
 * IEEE Transactions on Computers 51(5), 2002: every heartbeat starts a timer anew, and a node whose timer expires is suspected
 * until its next heartbeat. What is measured is theirs too (§2): the detection time, and how often it makes a mistake.
 * "Suspect" and "strong accuracy" are the words of Chandra and Toueg, "Unreliable Failure Detectors for Reliable Distributed
 * Systems", JACM 43(2), 1996, §2.
 *
 * A suspicion has consequences here (DDIA ch. 8, "Timeouts and Unbounded Delays"): the next node takes over everything the suspected
 * one had not reported as done. If that one was only slow, things are done twice; and the successor now has the work of two.
 * Nothing here sends a lost message again; between real nodes TCP would.
 */
import type { Invariant, Model } from '../../../kernel/model';
import { dispatcher } from './dispatcher';
import { detectionTimesUs, openMistakes, received, secondCopies, suspicions } from './judgements';
import { customer, node } from './node';
import { params } from './state';
import type { DispatcherState } from './state';

const strongAccuracy: Invariant = {
  id: 'strong-accuracy',
  summary: 'No node is suspected while it is running.',
  when: 'always',
  check(view) {
    const [mistake] = openMistakes(view);
    return mistake && { detail: `${mistake.node} is suspected and runs`, events: [mistake.event] };
  },
};

const sentOnce: Invariant = {
  id: 'sent-once',
  summary: 'No customer gets the same e-mail twice.',
  when: 'always',
  check(view) {
    const [copy] = secondCopies(view);
    return copy && { detail: `${copy.customer} has got e-mail ${copy.email} twice`, events: copy.places.map((place) => received(view, copy.customer, place)) };
  },
};

const someNodeLeft: Invariant = {
  id: 'some-node-left',
  summary: 'As long as a node is running, some node is trusted with the work.',
  when: 'always',
  check(view) {
    const nodes = view.byRole('node');
    const monitor = view.byRole('dispatcher')[0]!;
    const { suspected } = monitor.state as DispatcherState;
    if (suspected.length < nodes.length || !nodes.some(({ up }) => up)) return undefined;
    return { detail: `all ${nodes.length} nodes are suspected`, events: view.changes(monitor.id, 'suspected').slice(-nodes.length) };
  },
};

export const model: Model = {
  id: 'failure-detector',
  title: 'Heartbeats, a timeout, and a take-over',
  chapter: 'ch8',
  source:
    'Chen, Toueg and Aguilera, On the Quality of Service of Failure Detectors, IEEE Transactions on Computers 51(5), 2002, §1 and §2; Chandra and Toueg, Unreliable Failure Detectors for Reliable Distributed Systems, JACM 43(2), 1996, §2',
  summary: 'A dispatcher declares a node dead when no heartbeat comes for too long, and the next node takes over its e-mails. The node may only have been slow.',
  params,
  roles: {
    dispatcher: { summary: 'Gives out the e-mails in turn, listens for heartbeats, hands over the work of a node it suspects.', names: ['dispatcher'], min: 1, max: 1, process: dispatcher },
    node: { summary: 'Sends e-mails and heartbeats, one thing at a time.', names: ['node-1', 'node-2', 'node-3'], min: 1, max: 16, process: node },
    customer: { summary: 'Gets e-mails. Without a customer they leave the picture.', names: ['ann'], min: 0, max: 16, process: customer },
  },
  messages: {
    Job: { summary: 'This e-mail is yours to send.', from: ['dispatcher'], to: ['node'] },
    Done: { summary: 'The e-mail has been sent.', from: ['node'], to: ['dispatcher'] },
    Refused: { summary: 'The node has as much to do as it takes on.', from: ['node'], to: ['dispatcher'] },
    Heartbeat: { summary: 'The node lives and has come to this point in its queue.', from: ['node'], to: ['dispatcher'] },
    Email: { summary: 'The e-mail itself.', from: ['node'], to: ['customer'] },
  },
  operations: {
    email: { summary: 'Send a customer an e-mail; they take turns, as the nodes do.', role: 'dispatcher', args: {} },
  },
  invariants: [strongAccuracy, sentOnce, someNodeLeft],
  stats(view) {
    const detections = detectionTimesUs(view);
    return {
      ...(detections.length === 0 ? {} : { detectionTimeUs: Math.max(...detections) }),
      falseSuspicions: suspicions(view).filter(({ mistaken }) => mistaken).length,
      emailsSentTwice: secondCopies(view).length,
      emailsRefused: view.operations.filter(({ status }) => status === 'fail').length,
      nodesTrusted: view.byRole('node').length - (view.byRole('dispatcher')[0]!.state as DispatcherState).suspected.length,
    };
  },
};
