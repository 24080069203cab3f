import type { Granted } from '#common/principal.ts';
import type { Members } from '#common/store/members.ts';
import type { StreamSubscription, Subscription } from '#common/store/subscription-row.ts';
import { roleMay } from '#shared/access/permissions.ts';
import type { Ending } from './next-turn.ts';

export interface RightNeeds {
  /** Whether the grant that a subscription was made under still holds. */
  readonly granted: Granted;
  readonly members: Pick<Members, 'ofNetwork'>;
  readonly now: () => Date;
}

/** What a subscription is told nothing more for: the end of its grant, or that of the right of whoever opened its connection. */
export type RightEnded = 'grant' | 'access';

/** Asked before every turn, so what was granted no longer, and to whom nothing is shown any more, is told no longer. */
export async function rightEnded(needs: RightNeeds, subscription: Subscription): Promise<RightEnded | undefined> {
  const { tenant, home = tenant, channel } = subscription;
  if (channel === 'stream' && !(await holdsPass(needs, subscription, home))) return 'access';
  if (home === tenant) return undefined;
  const permission = channel === 'stream' ? 'events:query' : 'queries:write';
  return (await needs.granted(tenant, home, permission)) === true ? undefined : 'grant';
}

/** As for a new connection: the token is good, and the register says of its holder what lets in. */
async function holdsPass({ members, now }: RightNeeds, { pass }: StreamSubscription, home: string): Promise<boolean> {
  if (pass === undefined || pass.until <= now().toISOString()) return false;
  const member = await members.ofNetwork(pass.kind, pass.name);
  return (
    member?.state === 'active' &&
    member.tenant === home &&
    member.partner === undefined &&
    roleMay(member.role, 'events:query')
  );
}

/** A connection is looked after when its token ends, though there is nothing to tell. */
export function untilPassEnds(subscription: Subscription, ending: Ending): Ending {
  if (subscription.channel !== 'stream' || subscription.pass === undefined) return ending;
  const until = new Date(subscription.pass.until);
  const { changes, next } = ending;
  if (next === 'ended') return ending;
  if (next instanceof Date) return next > until ? { changes, next: until } : ending;
  return next === 'idle' || next.rest > until ? { changes, next: { rest: until } } : ending;
}
