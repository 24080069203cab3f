import { Refused } from '#common/refused.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import type { OutboundGuard } from './outbound.ts';

/**
 * Refuses an address that nothing would be sent to, when it is set. It is looked at again, and pinned, whenever something is.
 *
 * @param at place of the address in the request
 * @throws Refused `malformed`
 */
export async function mustBeReachable(guard: OutboundGuard, url: string, at: string): Promise<void> {
  let allowed: Awaited<ReturnType<OutboundGuard>>;
  try {
    allowed = await guard(url);
  } catch {
    throw wrong(at, `the host of ${url} does not resolve`, 'give an address whose name exists');
  }
  if (isRefusal(allowed)) throw wrong(at, allowed.detail, allowed.remedy ?? 'give an https address');
}

const wrong = (at: string, detail: string, remedy: string) =>
  new Refused(refuse('malformed', detail, { at, rule: 'Seriate API: nothing is sent into private networks', remedy }));
