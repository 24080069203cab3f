import { as2Opener } from '#common/as2/as2-channel.ts';
import type { As2IdentityOf } from '#common/as2/own-identity.ts';
import { type HttpNeeds, httpOpeners, type OpenChannel, openChannel } from '#common/channels/open-channel.ts';
import { refuse } from '#shared/refusal.ts';

interface Needs extends HttpNeeds {
  readonly identityOf: As2IdentityOf;
}

/** A test waits for its answer: nothing is kept of it that an answer could come to later. */
const notKept = () => Promise.reject(new Error('a test keeps nothing'));

/** Every channel that reaches out over HTTP, for a test: the same that messages go by later. */
export function testOpeners(needs: Needs): OpenChannel {
  const as2 = as2Opener({
    send: needs.send,
    guard: needs.guard,
    identityOf: needs.identityOf,
    now: needs.now,
    sent: { get: notKept, expect: notKept },
    evidence: { get: notKept },
    receiptUrl: '',
  });
  return openChannel({
    ...httpOpeners(needs),
    // The receipt is asked for at once, whatever is agreed for later.
    as2: (tenant, partner) =>
      as2(tenant, { ...partner, ...(partner.as2 && { as2: { ...partner.as2, mdn: 'sync' as const } }) }),
    // SSH takes as much room as all else together, so it has a function of its own.
    sftp: () =>
      Promise.resolve(
        refuse('conflict', 'SFTP is tried by POST /partner/sftp/connection-test and POST /partner/sftp/test-message'),
      ),
  });
}
