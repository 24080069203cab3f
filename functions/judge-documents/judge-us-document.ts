import { createHash, type Hash } from 'node:crypto';
import { asStored } from '#common/capture/as-stored.ts';
import { documentError, eventError } from '#common/capture/event-error.ts';
import { type DocumentBytes, readSlices } from '#common/capture/read-slices.ts';
import { log } from '#common/log.ts';
import type { CaptureError, CaptureJob } from '#common/store/capture-job-row.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import type { Registry } from '#common/store/registry.ts';
import type { EpcisHead } from '#shared/epcis/document.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Finding } from '#shared/integrity/finding.ts';
import { refuse } from '#shared/refusal.ts';
import { glnOf } from '#shared/regimes/us/describe-places.ts';
import { tellFinding } from '#shared/regimes/us/tell-findings.ts';
import { errorsIn } from '#shared/regimes/us/validate/collect.ts';
import type { UsFinding } from '#shared/regimes/us/validate/finding.ts';
import { checkHeader, type HeaderNeeds, instanceOf } from './check-header.ts';
import { type Judged, type ReadNeeds, readFindings } from './read-findings.ts';

export interface JudgeNeeds extends ReadNeeds, HeaderNeeds {
  readonly exceptions: Pick<Exceptions, 'open'>;
  readonly registry: Pick<Registry, 'partners' | 'tenant' | 'location'>;
  readonly now: () => Date;
}

/** Judges the document of a job; errors when none of it is to be stored. `open` reads the document from its beginning. */
type Judge = (
  tenant: string,
  job: CaptureJob,
  open: () => AsyncIterable<Uint8Array>,
  contentType: string,
) => Promise<CaptureError[]>;

/** A document is judged for so long; a longer one as far as that. */
const ENOUGH_MS = 15_000;
/** Where it matters who sent it, it is read for so long in all: the function lives for a minute. */
const OVER_MS = 40_000;

/**
 * Holds what partners send after the GS1 US guideline to its rules. What breaks them is stored all the same (EPCIS takes it) and opens an exception a
 * rule, unless the partner is one whose documents must be sound: then it is refused, also where it was too long to be judged to its end, as what is stored
 * stays. Judging again is harmless: the same findings are the same exceptions.
 */
export const judgeUsDocument =
  (needs: JudgeNeeds): Judge =>
  async (tenant, job, open, contentType) => {
    const { captureId } = job;
    const begun = needs.now().getTime();
    const past = (ms: number) => () => needs.now().getTime() >= begun + ms;
    const read = (pieces: AsyncIterable<Uint8Array>): DocumentBytes => ({ pieces, contentType });
    const strict = await strictSenders(needs, tenant);
    const patience = { isEnough: past(ENOUGH_MS), isOver: past(strict.size === 0 ? 0 : OVER_MS) };
    const sha256 = createHash('sha256');
    const seen = await readFindings(needs, { tenant, captureId }, read(hashed(open(), sha256)), patience);
    if (seen === undefined) return [];
    const digest = sha256.digest('hex');
    const judged = seen.head === undefined ? seen : withMore(seen, await checkHeader(needs, tenant, seen.head, digest));
    const errors = errorsIn(judged);
    const isRefused = mayBeOf(strict, judged.head) && (errors.length > 0 || !judged.isWhole);
    if (!isRefused) await noteInstance(needs, tenant, judged, digest, captureId);
    if (errors.length === 0 && !isRefused) return [];
    log('us-document-judged', { tenant, captureId, errors: errors.length, refused: isRefused });
    if (isRefused && errors.length === 0) return [documentError(tooLong, captureId)];
    if (isRefused) return errors.map((one) => captureErrorOf(one, captureId));
    const ids = await eventIds(read(open()), job, new Set(errors.flatMap(({ event }) => event ?? [])));
    await needs.exceptions.open(tenant, exceptionsOf(judged, job, ids), captureId, needs.now());
    return [];
  };

async function* hashed(pieces: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

const withMore = (judged: Judged, more: readonly UsFinding[]): Judged => ({
  ...judged,
  findings: [...judged.findings, ...more],
  counts: new Map([...judged.counts, ...more.map(({ rule }) => [rule, 1] as const)]),
});

/** What is captured has the id that its sender gave it. Where another document got it in this very moment, the next try finds that. */
async function noteInstance(
  { instances }: JudgeNeeds,
  tenant: string,
  { head, counts }: Judged,
  digest: string,
  captureId: string,
): Promise<void> {
  const of = instanceOf(head);
  if (of === undefined || counts.has('dscsa-instance-reused')) return;
  if ((await instances.note(tenant, of, digest, captureId)) === 'other')
    throw new Error(`another document of ${of.sender} has just been captured as ${of.instance}`);
}

const tooLong = refuse(
  'too-large',
  'the document is too long to be held to the rules, and its sender’s must keep them',
  {
    rule: 'GS1 US guideline for the DSCSA, R1.3',
    remedy: 'send it in several documents',
  },
);

/** GLNs of the partners whose documents must be sound. */
async function strictSenders({ registry }: JudgeNeeds, tenant: string): Promise<Set<string>> {
  const partners = await registry.partners(tenant);
  const strict = partners.filter(({ incoming }) => incoming === 'strict');
  return new Set(strict.flatMap((one) => one.gln ?? glnOf(one.party) ?? []));
}

/** A document that does not say who sent it, which breaks a rule itself, may be of any of them. */
function mayBeOf(strict: ReadonlySet<string>, { sender }: Partial<EpcisHead> = {}): boolean {
  const gln = sender && (/^\d{13}$/.test(sender) ? sender : glnOf(sender));
  return gln === undefined || gln === '' ? strict.size > 0 : strict.has(gln);
}

function captureErrorOf({ rule, event, detail, remedy, clause }: UsFinding, captureId: string): CaptureError {
  const at = event === undefined ? undefined : `event ${event}`;
  const refusal = refuse('malformed', `${rule}: ${detail}`, { ...(at && { at }), rule: clause, remedy });
  return event === undefined ? documentError(refusal, captureId) : eventError(refusal, event);
}

/** Ids under which these events of the document will be stored, by index. */
async function eventIds(bytes: DocumentBytes, job: CaptureJob, wanted: ReadonlySet<number>) {
  const found = new Map<number, string>();
  const last = Math.max(...wanted);
  const note = (items: Parameters<Parameters<typeof readSlices>[3]>[0]) => {
    for (const item of items)
      if ('event' in item && wanted.has(item.index))
        found.set(item.index, asStored(job, item.event, item.index).eventId);
    return (items.at(-1)?.index ?? 0) >= last ? ('stop' as const) : ('go on' as const);
  };
  if (wanted.size === 0) return found;
  const rest = await readSlices(bytes, 0, { events: 500, bytes: 2 * 1024 * 1024 }, async (items) => note(items));
  if (rest !== 'stopped') note(rest.rest);
  return found;
}

/** An exception for each rule that is broken: its findings have one cause more often than not. The same document sent again opens no other. */
function exceptionsOf(judged: Judged, { captureId }: CaptureJob, ids: ReadonlyMap<number, string>): Finding[] {
  const { instanceIdentifier = captureId, sender = 'somebody' } = judged.head ?? {};
  return [...Map.groupBy(errorsIn(judged), ({ rule }) => rule)].flatMap(([rule, findings]) => {
    const [first] = findings;
    if (first === undefined) return [];
    const count = judged.counts.get(rule) ?? 1;
    const times = count > 1 ? ` (${count} times)` : '';
    return [
      {
        rule: 'us-document' as const,
        subject: `${sender} ${instanceIdentifier} ${rule}`,
        epcs: [...new Set(findings.flatMap(({ epc }) => (epc === undefined ? [] : [canonicalEpc(epc)])))],
        eventIds: [...new Set(findings.flatMap(({ event = -1 }) => ids.get(event) ?? []))],
        detail: `document ${instanceIdentifier} of ${sender}: ${tellFinding(first)}${times}`.slice(0, 1_000),
      },
    ];
  });
}
