import * as v from 'valibot';
import type { Request } from '#common/http.ts';
import { webhookSecret } from '#common/webhook-secret.ts';
import { partner } from '#shared/master-data/partner.ts';

/** The secret that webhooks of the partner are signed with; a higher `generation` rotates it once the version is in force. */
export const partnerSecret =
  (root: () => Promise<Uint8Array>) =>
  async ({ tenant }: Request, id: string, content: object): Promise<{ secret: string }> => {
    const { generation } = v.parse(partner, content);
    return { secret: webhookSecret(await root(), { tenant, partner: id, generation }) };
  };
