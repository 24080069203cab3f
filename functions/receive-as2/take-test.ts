import type { Entity } from '#common/as2/mime.ts';
import type { KeepInbound } from '#common/inbound/keep-inbound.ts';
import { partnerOf } from '#common/onboarding/partner-of.ts';
import { type TakeTestNeeds, takeTestFile } from '#common/onboarding/take-test-file.ts';
import { Refused } from '#common/refused.ts';
import type { As2Invited } from '#common/store/as2-invited.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import type { Party, PartyNeeds } from './find-party.ts';
import type { Head } from './read-head.ts';
import { type Reply, refusedReply } from './reply.ts';
import { type DocumentNeeds, takeDocument } from './take-document.ts';

export interface TestNeeds extends TakeTestNeeds {
  /** By the AS2 name that partners say they have. */
  readonly invitedAs: As2Invited;
}

/** A partner that is not in force yet and sends its test files. */
export interface Invited extends Party {
  readonly row: Onboarding;
}

/** Of whom a message is that no partner in force sent: one that is at its message test, and says in its channel that it is called so. */
export async function findInvited(
  needs: PartyNeeds & TestNeeds,
  { from, to }: Pick<Head, 'from' | 'to'>,
): Promise<Invited | undefined> {
  const tenant = await needs.identities.ownerOf(to);
  if (tenant === undefined) return undefined;
  const called = await needs.invitedAs(tenant, from);
  const row = called.find(({ state }) => state === 'message-test');
  if (row === undefined) return undefined;
  const [partner, identity] = await Promise.all([partnerOf(needs, row), needs.identityOf(tenant, needs.now())]);
  const settings = partner.as2;
  return identity && settings && { tenant, partner, settings, identity, row };
}

/**
 * A test file by AS2: opened, proved and receipted as any document, but judged instead of kept. What was refused as a file of the test, such as the same file for another case,
 * is told without a receipt: its sender reads why in the answer.
 */
export async function takeTest(
  needs: DocumentNeeds & TestNeeds,
  invited: Invited,
  head: Head,
  message: Entity,
): Promise<Reply> {
  const asTest = { ...needs, keep: judged(needs, invited), keepReceipt: keptNowhere, may: async () => undefined };
  try {
    return await takeDocument(asTest, invited, head, message);
  } catch (error) {
    if (error instanceof Refused) return refusedReply(error.refusal);
    throw error;
  }
}

const keptNowhere = async () => undefined;

function judged(needs: TestNeeds, { tenant, partner, row }: Invited): KeepInbound {
  return async ({ fileName, contentType, body, way }) => {
    const who = { tenant, home: tenant, caller: `partner ${partner.partner}` };
    const { told } = await takeTestFile(needs, row, who, { body, contentType, fileName, way });
    return { documentId: `test-${told.test}`, isNew: true, state: 'received', isSame: true };
  };
}
