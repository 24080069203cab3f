import type { GiveBack } from '#shared/messages/serials-api.ts';
import { CloudFailure } from '../../link/cloud-failure.ts';
import type { Returning, ReturnQueue } from '../../store/given-back.ts';
import type { Leftovers } from '../../store/leftovers.ts';

/** The cloud, as far as it takes numbers back. */
export interface Returns {
  giveBack(owner: string, requestId: string, body: GiveBack): Promise<void>;
}

export interface ReturnNeeds {
  readonly cloud: Returns;
  readonly leftovers: Leftovers;
  readonly returnQueue: ReturnQueue;
  /** An id that was never used before. */
  readonly newId: () => string;
  readonly at: () => string;
}

/** Codes in one call. Serials that lie apart are ranges to the cloud, which takes 90 at once: so few are always taken. */
const MOST = 5_000;
const FEW = 90;

/**
 * Tells the cloud of everything that goes back to it. What is said again after a lost answer is said under its id and with the same words, and
 * changes nothing there. Throws when the cloud does not answer; what it turns down is noted and not said again.
 */
export async function returnNumbers(needs: ReturnNeeds): Promise<void> {
  const { cloud, leftovers, returnQueue, newId, at } = needs;
  for (let next = leftovers.next(); next !== undefined; next = leftovers.next()) {
    const { owner, block, request, range } = next;
    const problem = await turnedDown(
      cloud.giveBack(owner, block, { id: request, ranges: [range], reason: 'left over' }),
    );
    if (problem === undefined) leftovers.told(request, at());
    else leftovers.refused(request, problem);
  }
  let most = MOST;
  for (let next = returnQueue.next(newId, most); next !== undefined; next = returnQueue.next(newId, most)) {
    const problem = await turnedDown(cloud.giveBack(next.owner, next.block, unused(next)));
    if (problem === undefined) returnQueue.told(next, at());
    else if (next.numbers.length <= FEW) returnQueue.refused(next, problem);
    else {
      // It may be too many, or one of them: whoever turned it down has kept nothing of it.
      returnQueue.part(next);
      most = FEW;
    }
  }
}

const unused = ({ request, numbers }: Returning): GiveBack => ({
  id: request,
  serials: [...numbers],
  reason: 'given back by the line',
});

/** What the cloud has against it; undefined when it has taken it. */
async function turnedDown(answer: Promise<void>): Promise<string | undefined> {
  try {
    await answer;
    return undefined;
  } catch (error) {
    if (error instanceof CloudFailure && error.failure === 'permanent') return error.message;
    throw error;
  }
}
