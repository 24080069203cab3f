import type { PartnerMailbox } from '#common/store/partner-mailbox.ts';
import type { OpenChannel } from './open-channel.ts';

export interface PortalNeeds {
  readonly mailbox: Pick<PartnerMailbox, 'put'>;
  readonly now: () => Date;
}

/** A partner that fetches: the message stands ready for its own client, and is delivered with that. Its id is there once, whoever puts it there again. */
export const portalOpener =
  ({ mailbox, now }: PortalNeeds): OpenChannel =>
  (tenant, { partner }) =>
    Promise.resolve({
      kind: 'portal',
      send: async ({ id, fileName, contentType, body, key }) => {
        if (key === undefined) throw new Error(`message ${id} is kept nowhere`);
        const readyAt = now().toISOString();
        await mailbox.put(tenant, partner, { message: id, fileName, contentType, bytes: body.length, readyAt, key });
        return { verdict: { verdict: 'acknowledged' } };
      },
      probe: async () => ({
        reached: true,
        steps: [
          {
            step: 'portal',
            ok: true,
            detail: 'nothing is sent: the partner comes by its client, and fetches at GET /api/partner-messages',
          },
        ],
      }),
    });
