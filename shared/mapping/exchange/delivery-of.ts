import { glnOf } from '../../integrity/site-of.ts';
import type { Message } from './families.ts';

interface Reference {
  readonly type: string;
  readonly number: string;
}

/**
 * The despatch advice that a movement is of, by the delivery number of its message: as it is told where it is a URI, else under the GLN of who told it
 * (CBV 2.0 §8.5.2). None where the message has no number, or its sender no GLN to put it under.
 */
export function deliveryOf({ content }: Message, sender: string): Reference[] {
  const number = 'deliveryNumber' in content ? content.deliveryNumber : undefined;
  if (number === undefined) return [];
  if (/^[a-z][a-z\d+.-]*:\S+$/i.test(number)) return [{ type: 'desadv', number }];
  const gln = /^\d{13}$/.test(sender) ? sender : glnOf(sender);
  return gln === undefined
    ? []
    : [{ type: 'desadv', number: `urn:epcglobal:cbv:bt:${gln}:${encodeURIComponent(number)}` }];
}
