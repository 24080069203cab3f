import type { ListedCode } from '#common/store/listed-codes.ts';
import type { Refill } from '#common/store/refills.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';

/** What is sent to an issuer. */
export type Wanted = Pick<
  Refill,
  'tenant' | 'pool' | 'gtin' | 'amount' | 'issuer' | 'requestId' | 'receipt' | 'attempts' | 'polls' | 'failure'
>;

/** An issuer did not answer as its protocol says; asking again may help. */
export class IssuerFault extends Error {}

/** What is set of an issuer contradicts itself; asking again does not help. */
export class WronglySet extends IssuerFault {}

/** How codes are got from a kind of issuer. It knows a request by its id, so whatever got lost is simply asked for again. */
export interface Issuer {
  /** `received` with a receipt when the issuer has taken the request in, or `retry`, `rejected`. */
  request(wanted: Wanted): Promise<Verdict>;
  /** `acknowledged` when the codes are there to be collected, or `pending`, `unknown`, `retry`, `rejected`. */
  poll(wanted: Wanted): Promise<Verdict>;
  /** The codes, `amount` of them, in the issuer's order. @throws IssuerFault when they are not what was asked for, or break off */
  collect(wanted: Wanted): AsyncIterable<readonly ListedCode[]>;
  /** Tells the issuer that they are here. That it may not be heard does no harm. */
  acknowledge(wanted: Wanted): Promise<void>;
}
