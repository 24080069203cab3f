import { createHash } from 'node:crypto';
import { aFirmsProfile } from '../../kit/an-onboarding.ts';
import type { startReceiver } from '../../kit/receiver.ts';
import { type InvitedPartner, invitedPartner } from '../doors/invited-partner.ts';

/** What a partner does by script from its link on, up to its approval; its server is a webhook. Its calls go on afterwards. */
export async function comeOnBoard(
  link: string,
  server: Awaited<ReturnType<typeof startReceiver>>,
): Promise<InvitedPartner> {
  const partner = await invitedPartner(link);
  await partner('PUT /partner/profile', aFirmsProfile);
  await partner('PUT /partner/channel', { channel: 'webhook', url: server.url('epcis') });
  await partner('POST /partner/connection-test');
  const { files, despatchAdvice } = (await partner('GET /partner/ours')).body;
  for (const { test, form, content: example } of files) {
    const content = example.replaceAll('TEST-ASN', despatchAdvice);
    await partner('POST /partner/message-test', { act: 'judge', test, form, name: `${test}.json`, content });
  }
  const { sent } = (await partner('POST /partner/test-message')).body;
  const sha256 = createHash('sha256')
    .update(server.received().at(-1)?.body ?? Buffer.alloc(0))
    .digest('hex');
  await partner('POST /partner/message-test', { act: 'acknowledge', id: sent.id, sha256 });
  const { digest } = (await partner('GET /partner/profile')).body;
  await partner('POST /partner/approve', { digest, name: 'Max Doe', title: 'Head of IT' });
  return partner;
}
