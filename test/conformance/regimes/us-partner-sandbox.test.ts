import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openInbox } from '../../../infra/local/sandbox/partner/us/inbox.ts';

/** EPCIS 1.2 documents with a GS1 US header, good and bad, beside the repository. */
const folder = new URL('../../../../shared/corpus/regulators/us-dscsa/samples/epcis/', import.meta.url);
const [seller, buyer] = ['9521234000013', '9521234000020'];
const now = Date.parse('2026-06-01T00:00:00Z');

/** What the receiver of the sandbox makes of a sample. */
function judged(name: string): string[] {
  const inbox = openInbox(undefined, { receiver: buyer, senders: [seller] });
  const text = readFileSync(new URL(`${name}.xml`, folder), 'utf8');
  inbox.take({ kind: 'received', instance: name, receipt: name, digest: name, text, dueAt: now, lost: false });
  inbox.settle(now);
  const { state, errors } = inbox.result(name) ?? { state: 'not judged', errors: [] };
  return [state, ...new Set(errors.map(({ code }) => code))];
}

describe.skipIf(!existsSync(folder))('documents of the corpus at the sandbox of a US trading partner', () => {
  test.each(['ok-commission-pack-ship', 'ok-homogeneous-case-ship'])('%s is accepted', (name) =>
    expect(judged(name)).toEqual(['accepted']),
  );

  test.each([
    ['bad-child-not-commissioned', 'NOT_COMMISSIONED'],
    ['bad-no-lot-expiry', 'LOT_EXPIRY_MISSING'],
    ['bad-no-owning-party', 'OWNER_MISSING'],
    ['bad-no-transaction-statement', 'STATEMENT_MISSING'],
    ['bad-ship-child-of-shipped-parent', 'SHIPPED_INSIDE'],
  ])('%s is rejected for that: %s', (name, code) => expect(judged(name)).toEqual(['rejected', code]));
});
