import { type Endpoint, json } from '#common/http.ts';
import { ownPartnership } from '#common/onboarding/own-partner.ts';
import type { Shown } from '#common/onboarding/shown.ts';
import { noteShown, type TakeTestNeeds, takeTestFile } from '#common/onboarding/take-test-file.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import { messageTest } from '#shared/messages/onboarding-api.ts';
import { actOn } from '#shared/network/onboarding/act-on.ts';
import { missingMessages } from '#shared/network/onboarding/missing-messages.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import type { DocumentForm } from '#shared/network/onboarding/test-cases.ts';
import { refuse } from '#shared/refusal.ts';
import { type FetchedNeeds, judgeFetched } from './judge-fetched.ts';

export interface MessageNeeds extends TakeTestNeeds, FetchedNeeds {}

/**
 * One piece of the message test: a file of the partner's, or what it got of ours.
 */
export const testMessages =
  (needs: MessageNeeds): Endpoint =>
  async (request) => {
    const piece = read(messageTest, json(request));
    const row = await ownPartnership(needs.onboardings, request);
    orRefuse(actOn(row, 'note-message', {}, `POST ${request.url}`));
    if (piece.act === 'fetched') return { status: 200, body: await judgeFetched(needs, row, request) };
    if (piece.act === 'judge') {
      const { test, form, name, content } = piece;
      const body = new TextEncoder().encode(content);
      // A text in JSON has no other encoding than that, whatever it says of itself.
      const sent = { body, contentType: `${typeOf[form]}; charset=utf-8`, fileName: name, as: { test, form } };
      const { after, told } = await takeTestFile(needs, row, request, sent);
      const { outcome, asExpected, detail, remedy } = told;
      const shown = { outcome, asExpected, ...(detail && { detail }), ...(remedy && { remedy }) };
      return { status: 200, body: { state: after.state, missing: missingMessages(after), ...shown } };
    }
    const after = await noteShown(needs, row, request, acknowledged(row, piece));
    return { status: 200, body: { state: after.state, missing: missingMessages(after) } };
  };

const typeOf = {
  'epcis-2.0-json': 'application/json',
  'epcis-2.0-xml': 'application/xml',
  'epcis-1.2-xml': 'application/xml',
  csv: 'text/csv',
  'serial-exchange': 'application/xml',
} as const satisfies Record<DocumentForm, string>;

/** The partner tells which bytes it got. */
function acknowledged(
  { evidence }: Onboarding,
  { id, sha256 }: { readonly id: string; readonly sha256: string },
): Shown {
  const { sent } = evidence;
  if (sent?.id !== id)
    orRefuse(
      refuse('not-found', `${id} is not the message that was sent last`, {
        at: '/id',
        remedy: 'POST /partner/test-message sends one and tells its id',
      }),
    );
  if (sent?.sha256 !== sha256)
    orRefuse(
      refuse('conflict', 'these are not the bytes that were sent', {
        at: '/sha256',
        remedy: 'hash the body exactly as it came, before it is decoded or read',
      }),
    );
  return {
    evidence: ({ evidence: now }, done) => (now.sent?.id === id ? { sent: { ...now.sent, acknowledged: done } } : {}),
    detail: { acknowledged: id, sha256 },
  };
}
