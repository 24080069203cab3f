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
import { isUsDocument } from './is-us-document.ts';
import { type Judged, type ReadNeeds, readFindings } from './read-findings.ts';

export interface JudgeNeeds extends ReadNeeds {
  readonly exceptions: Pick<Exceptions, 'open'>;
  readonly registry: Pick<Registry, 'partners'>;
  readonly now: () => Date;
}

/** Judges the document of a job before anything of it is stored; errors when none of it is to be. `open` reads the document from its beginning. */
export type JudgeDocument = (
  tenant: string,
  job: CaptureJob,
  open: () => AsyncIterable<Uint8Array>,
  contentType: string,
) => Promise<CaptureError[]>;

/** A document is judged for so long; a longer one as far as that. */
const ENOUGH_MS = 15_000;

/**
 * Holds what partners send after the GS1 US guideline to its rules. What breaks them is stored all the same (EPCIS takes it) and opens an exception a
 * rule, unless the partner is one whose documents must be sound. Judging again is harmless: the same findings are the same exceptions.
 */
export const judgeUsDocument =
  (needs: JudgeNeeds): JudgeDocument =>
  async (tenant, job, open, contentType) => {
    if (!(await isUsDocument(open(), contentType))) return [];
    const { captureId } = job;
    const end = needs.now().getTime() + ENOUGH_MS;
    const read = (pieces: AsyncIterable<Uint8Array>): DocumentBytes => ({ pieces, contentType });
    const isEnough = () => needs.now().getTime() >= end;
    const judged = await readFindings(needs, { tenant, captureId }, read(open()), isEnough);
    const errors = judged === undefined ? [] : errorsIn(judged);
    if (judged === undefined || errors.length === 0) return [];
    const isRefused = await isStrict(needs, tenant, judged.head);
    log('us-document-judged', { tenant, captureId, errors: errors.length, refused: isRefused });
    if (isRefused) return errors.map((one) => captureErrorOf(one, captureId));
    const ids = await eventIds(read(open()), job, new Set(errors.flatMap(({ event }) => event ?? [])));
    await needs.exceptions.open(tenant, exceptionsOf(judged, job, ids), captureId, needs.now());
    return [];
  };

async function isStrict({ registry }: JudgeNeeds, tenant: string, head: EpcisHead | undefined): Promise<boolean> {
  const { sender } = head ?? {};
  const gln = sender && (/^\d{13}$/.test(sender) ? sender : glnOf(sender));
  if (gln === undefined) return false;
  const partners = await registry.partners(tenant);
  return partners.some((one) => one.incoming === 'strict' && (one.gln ?? glnOf(one.party)) === gln);
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
