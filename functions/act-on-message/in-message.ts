import { Refused } from '#common/refused.ts';
import type { Refusal } from '#shared/refusal.ts';

/** Where a message says what the API calls otherwise, and what its sender can do about it. */
const places: Readonly<Record<string, { readonly at: string; readonly remedy: string }>> = {
  '/count': {
    at: '/SerialRequest/Size',
    remedy: 'ask for fewer, in several requests, or again under the same RequestId when we have more',
  },
  '/pool': { at: '/SerialRequest/ObjectKey', remedy: 'ask us when such numbers are issued again' },
  '/market': { at: '/SerialRequest/ObjectKey', remedy: 'ask us for which markets such numbers are issued' },
};

/** A refusal to draw numbers as it is told whoever asked by a message: our API is not theirs to call. */
export const inMessage = (refusal: Refusal): Refusal => ({ ...refusal, ...places[refusal.at ?? ''] });

/** Does it, and refuses in the words of the message. */
export async function saidInMessage<Done>(work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Refused ? new Refused(inMessage(error.refusal)) : error;
  }
}
