import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { Registry } from '#common/store/registry.ts';
import { webhookSecret } from '#common/webhook-secret.ts';
import { partner } from '#shared/messages/registry-api.ts';
import { refuse } from '#shared/refusal.ts';

export const listPartners =
  (needs: { registry: Registry }): Endpoint =>
  async ({ tenant }) => ({ status: 200, body: { partners: await needs.registry.partners(tenant) } });

/** Stores a partner. The answer carries the secret its webhooks are signed with; a higher `generation` rotates it. */
export const putPartner =
  (needs: { registry: Registry; root: () => Promise<Uint8Array> }): Endpoint =>
  async (request) => {
    const id = request.path['partner'] ?? '';
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(id))
      throw new Refused(
        refuse('malformed', `${id} is no partner id`, { remedy: 'use lower-case letters, digits and hyphens' }),
      );
    const item = { partner: id, ...read(partner, json(request)) };
    await needs.registry.putPartner(request.tenant, item);
    const secret = webhookSecret(await needs.root(), {
      tenant: request.tenant,
      partner: id,
      generation: item.generation,
    });
    return { status: 200, body: { ...item, secret }, headers: { 'cache-control': 'no-store' } };
  };
