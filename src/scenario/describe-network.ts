/**
 * The network and the clocks as a scenario describes them.
 */
import { MAX_UNTIL_US } from '../kernel/spec';
import { MAX_LINKS } from './limits';
import { dictionary, drift, duration, either, integer, list, name, number, optional, probability, record, required } from './shape';
import type { CheckContext, RecordOf, ValueOf } from './shape';

export const anyTime = duration(0, MAX_UNTIL_US);
const signed = duration(-MAX_UNTIL_US, MAX_UNTIL_US);
/** Half as fast or half as fast again: no clock that anyone would still call one goes further wrong. */
export const clockDrift = drift(500_000);

const simple = {
  constant: optional(anyTime, 'Every message takes the same time.'),
  uniform: optional(list(anyTime, 'an end of "uniform"', 2, 2), 'Any time between two, each as likely: [least, most].'),
  normal: optional(
    record('a normal distribution', {
      mean: required(anyTime, 'The mean.'),
      sd: required(anyTime, 'The standard deviation. What would be less than zero is drawn as zero.'),
    }),
    'Around a mean; never less than zero.',
  ),
  exponential: optional(
    record('an exponential distribution', { mean: required(anyTime, 'The mean.') }),
    'Mostly short, now and then long.',
  ),
  pareto: optional(
    record('a Pareto distribution', {
      scale: required(anyTime, 'The shortest time there is.'),
      shape: required(number(0.1, 100), 'How fast the tail falls; 1 to 2 is a heavy tail.'),
    }),
    'A heavy tail: very rarely, very long.',
  ),
};
const simpleKinds = ['constant', 'uniform', 'normal', 'exponential', 'pareto'] as const;

const part = record(
  'a part of a mixture',
  { weight: required(number(0.000001, 1_000_000), 'How likely this part is, beside the weights of the others.'), ...simple },
  { exactlyOne: simpleKinds, check: uniformInOrder },
);
export type MixturePart = RecordOf<typeof simple> & { readonly weight: number };

const distribution = record(
  'a latency',
  { ...simple, mixture: optional(list(part, 'a part of "mixture"', 1, 20), 'One of several distributions, drawn for each message by weight.') },
  { exactlyOne: [...simpleKinds, 'mixture'], check: uniformInOrder },
);
export type DistributionValue = RecordOf<typeof simple> & { readonly mixture?: readonly MixturePart[] };

function uniformInOrder(value: { readonly uniform?: readonly number[] }, at: CheckContext): void {
  const [least, most] = value.uniform ?? [];
  if (least !== undefined && most !== undefined && least > most) at.error('uniform', 'wrong-order', '"uniform" is [least, most]; here the first is greater');
}

const linkFields = {
  latency: optional(either(anyTime, { map: distribution }), 'How long a message takes: a duration, or a distribution.'),
  loss: optional(probability, 'The probability that a message is lost.'),
  duplicate: optional(probability, 'The probability that a message arrives twice.'),
  queue: optional(
    record('a queue', {
      capacity: required(integer(1, 1_000_000), 'How many messages may wait; the next one is lost.'),
      service: required(anyTime, 'How long each message occupies the link.'),
    }),
    'The link carries one message at a time.',
  ),
};
export type LinkValue = RecordOf<typeof linkFields>;

export const network = record('the network', {
  ...linkFields,
  links: optional(
    list(
      record(
        'a link',
        { from: required(name('node'), 'The sender.'), to: required(name('node'), 'The receiver.'), ...linkFields },
        {
          check({ from, to }, at) {
            if (from !== undefined && from === to) at.warn('to', 'never-matches', `messages of "${from}" to itself do not use the network`);
          },
        },
      ),
      'a link',
      0,
      MAX_LINKS,
    ),
    'One-way exceptions; the last one that names a pair counts, field by field.',
  ),
});
export type NetworkValue = ValueOf<typeof network>;

export const clocks = dictionary(
  'node',
  record('a clock', {
    offset: optional(signed, 'How far the wall clock is ahead at time 0.'),
    drift: optional(clockDrift, 'How much too fast both clocks run, in parts per million.'),
    uncertainty: optional(anyTime, 'Half the width of the interval the node may assume around a reading.'),
  }),
);
