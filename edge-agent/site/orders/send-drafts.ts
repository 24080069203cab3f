import type { OrderChange } from '#shared/messages/orders-api.ts';
import type { NewOrder } from '#shared/messages/site-api.ts';
import { CloudFailure } from '../../link/cloud-failure.ts';
import type { Draft, Drafts } from '../../store/drafts.ts';
import type { Trouble } from './orders.ts';

export interface SendNeeds {
  readonly cloud: {
    createOrder(owner: string, body: NewOrder): Promise<void>;
    changeOrder(owner: string, order: string, body: OrderChange): Promise<void>;
  };
  readonly drafts: Drafts;
  readonly now: () => number;
}

/**
 * Asks L4 for every draft that it has not answered. A draft is noted as sent before it goes, and goes again until there is an answer: L4 takes the
 * same order, and the same change of the same revision, once.
 *
 * @returns what came of none of it
 */
export async function sendDrafts(needs: SendNeeds): Promise<Trouble[]> {
  const troubles: Trouble[] = [];
  const unheard = new Set<string>();
  for (const draft of needs.drafts.all()) {
    if (draft.state === 'refused' || unheard.has(draft.owner)) continue;
    try {
      await send(needs, draft);
    } catch (error) {
      unheard.add(draft.owner);
      const detail = error instanceof Error ? error.message : String(error);
      troubles.push({ subject: `draft of order ${draft.order} of ${draft.owner}`, detail });
    }
  }
  return troubles;
}

async function send({ cloud, drafts, now }: SendNeeds, draft: Draft): Promise<void> {
  const { owner, order, asked } = draft;
  // It may have been corrected or dropped while the one before was on its way.
  const current = drafts.find(draft.draft);
  if (current === undefined || JSON.stringify(current.asked) !== JSON.stringify(asked)) return;
  drafts.sending(draft);
  const at = () => new Date(now()).toISOString();
  try {
    if (asked.kind === 'order') await cloud.createOrder(owner, asked.body);
    else await cloud.changeOrder(owner, order, asked.body);
    drafts.taken(draft, at());
  } catch (error) {
    if (!(error instanceof CloudFailure) || error.failure !== 'permanent') throw error;
    drafts.turnedDown(draft, error.problem ?? { detail: error.message }, at());
  }
}
