import { decoded, type Entity } from '#common/as2/mime.ts';
import type { KeepInbound } from '#common/inbound/keep-inbound.ts';
import { takeTestFile } from '#common/onboarding/take-test-file.ts';
import { Refused } from '#common/refused.ts';
import { adviceOf } from '#shared/network/onboarding/test-events.ts';
import type { Invited } from './find-invited.ts';
import type { Party } from './find-party.ts';
import { isTaken, judgeDocument } from './judge-document.ts';
import type { Head } from './read-head.ts';
import { type Reply, refusedReply } from './reply.ts';
import { type DocumentNeeds, takeDocument } from './take-document.ts';
import type { TestNeeds } from './test-needs.ts';

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

/**
 * A message of a partner in force that comes on board anew: its own test files name the despatch advice of its partnership, and no document of its does. They may be proved as it proves
 * its documents, or as it will once its new channel is in force; what does not name it is a document as ever.
 */
export function takeEither(
  needs: DocumentNeeds & TestNeeds,
  party: Party,
  invited: Invited,
  head: Head,
  message: Entity,
): Promise<Reply> {
  for (const side of [party, invited]) {
    const opened = judgeDocument(side, head, message);
    if (isTaken(opened))
      return Buffer.from(decoded(opened.entity)).includes(adviceOf(invited.row))
        ? takeTest(needs, { ...invited, settings: side.settings }, head, message)
        : takeDocument(needs, party, head, message);
  }
  return takeDocument(needs, party, head, message);
}

const keptNowhere = async () => undefined;

function judged(needs: TestNeeds, { tenant, partner, row }: Invited): KeepInbound {
  return async ({ fileName, contentType, body, way }) => {
    const who = { tenant, home: tenant, caller: `partner ${partner.partner}` };
    const { told } = await takeTestFile(needs, row, who, { body, contentType, fileName, way });
    return { documentId: `test-${told.test}`, isNew: true, state: 'received', isSame: true };
  };
}
