import { Webhook } from 'standardwebhooks';
import { partOf } from '#common/dscsa/change.ts';
import { httpOffice, type Office } from '#common/dscsa/office.ts';
import { Refused } from '#common/refused.ts';
import type { SendHttps } from '#common/send/https.ts';
import type { DscsaCase, Outgoing } from '#common/store/dscsa-case-row.ts';
import type { DscsaSettings } from '#common/store/dscsa-settings.ts';
import type { Registry } from '#common/store/registry.ts';
import { webhookSecret } from '#common/webhook-secret.ts';
import { readDeskAnswer } from '#shared/dscsa/read-desk-answer.ts';
import { type IntakeDecision, readIntakeAnswer } from '#shared/dscsa/read-intake-answer.ts';
import type { HeardResponse } from '#shared/dscsa/read-response.ts';
import { refuse } from '#shared/refusal.ts';

export interface OfficeNeeds {
  readonly settingsOf: (tenant: string) => Promise<DscsaSettings>;
  readonly registry: Pick<Registry, 'partner'>;
  readonly send: SendHttps;
  readonly root: () => Promise<Uint8Array>;
  readonly now: () => Date;
}

export type Decision = IntakeDecision | HeardResponse;

/** Whom the message of a case goes to. @throws Refused `conflict` when nobody is set */
export const officeOf = (needs: OfficeNeeds, row: DscsaCase, out: Outgoing): Promise<Office<Decision>> =>
  row.kind === 'form-3911' ? intakeOf(needs, row, out) : deskOf(needs, row, out);

/** FDA takes the form by mail: an intake stands for whatever brings it there. */
async function intakeOf(needs: OfficeNeeds, row: DscsaCase, { id, what }: Outgoing): Promise<Office<Decision>> {
  const { intakeUrl } = await needs.settingsOf(row.tenant);
  if (intakeUrl === undefined) throw nobody('no intake for notices is set', 'mail the form and tell it by POST …/told');
  const incident = what === 'initial' ? undefined : partOf(row, row.form).incident;
  const read: Parameters<typeof httpOffice<Decision>>[1]['read'] = (said, asked) =>
    readIntakeAnswer(said, asked, { notice: id, incident });
  return httpOffice<Decision>(needs.send, { url: `${intakeUrl}/notices`, id, headers: async () => ({}), read });
}

/** Reports are signed as everything that a partner gets from us. */
async function deskOf(needs: OfficeNeeds, row: DscsaCase, { id, what }: Outgoing): Promise<Office<Decision>> {
  const { tenant } = row;
  const pdg = partOf(row, row.pdg);
  const [{ desks }, partner] = await Promise.all([
    needs.settingsOf(tenant),
    needs.registry.partner(tenant, pdg.partner),
  ]);
  const desk = desks.find((one) => one.partner === pdg.partner);
  if (desk === undefined || partner === undefined)
    throw nobody(`no exception desk of partner ${pdg.partner} is set`, 'PUT /api/dscsa/settings with its desk');
  const secret = webhookSecret(await needs.root(), { ...partner, tenant });
  const headers = async (body: Uint8Array) => {
    const at = needs.now();
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, Buffer.from(body)),
    };
  };
  const { caseUuid, poNumber, items } = pdg;
  const expected = { caseUuid, poNumber, items: items.map(({ uuid }) => uuid), partner };
  const read: Parameters<typeof httpOffice<Decision>>[1]['read'] = (said, asked) =>
    readDeskAnswer(said, asked, id, expected);
  return httpOffice<Decision>(needs.send, {
    url: `${desk.url}/${what === 'response' ? 'responses' : 'exceptions'}`,
    id,
    headers,
    read,
  });
}

const nobody = (why: string, remedy: string) => new Refused(refuse('conflict', why, { at: '/settings', remedy }));
