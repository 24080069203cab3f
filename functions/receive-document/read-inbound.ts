import { type MakeJobNeeds, makeJob, wakeJob } from '#common/capture/make-job.ts';
import { foreignEvent, foreignHead } from '#common/inbound/foreign.ts';
import type { NoteTurn, Turned } from '#common/inbound/inbound-turn.ts';
import { judgeContent } from '#common/inbound/judge-content.ts';
import { problemsOf } from '#common/inbound/problems.ts';
import { waiting } from '#common/inbound/waiting.ts';
import { withCharset } from '#common/inbound/with-charset.ts';
import type { ReadIncoming, readByMapping } from '#common/mapping/read-by-mapping.ts';
import type { MayPartner } from '#common/may-partner.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { InboundChange, InboundDocument, InboundProblem } from '#common/store/inbound-row.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { type AuthorityNeeds, authority } from './authority.ts';
import { type MissingNeeds, missingBefore } from './missing-before.ts';
import { notedOf, toldOfUnheard } from './told-returns.ts';
import { FIRST_LOOK_MS } from './turned.ts';
import { waitOrEnd } from './wait-or-end.ts';

/** Deeds are looked at for so long in one turn, whose function runs for two minutes; the rest is looked at in the next. */
const ENOUGH_MS = 40_000;

export interface ReadNeeds extends MissingNeeds, MakeJobNeeds, AuthorityNeeds {
  readonly names: MissingNeeds['names'] & AuthorityNeeds['names'];
  readonly registry: Pick<Registry, 'tenant' | 'partner' | 'location' | 'product'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
  readonly jobs: MakeJobNeeds['jobs'] & Pick<CaptureJobs, 'get' | 'errorsOf' | 'eventIds'>;
  readonly may: MayPartner;
  /** Reads what came by the mapping of its partner. */
  readonly read: ReturnType<typeof readByMapping>;
  readonly wakeCapture: SendToQueue;
  /** Queue `exchange`, of who acts on messages that are no events. */
  readonly act: SendToQueue;
  readonly now: () => Date;
}

/** One that is read again is captured anew: what was stored of it before is found stored. */
const captureIdOf = ({ documentId, readings }: InboundDocument) =>
  readings === 0 ? documentId : `${documentId}-${readings}`;

/**
 * Reads a document that was kept, and has it captured unless something speaks against it: whose it is, its form, its header, its events, what has to come before it. Done
 * again it does no more: its capture has an id that follows from its own.
 */
export async function readInbound(needs: ReadNeeds, document: InboundDocument, note: NoteTurn): Promise<Turned> {
  const { tenant, partner: id } = document;
  const captureId = captureIdOf(document);
  // A turn that died behind it had found nothing against it.
  if ((await needs.jobs.get(tenant, captureId)) !== undefined) return captured(captureId);
  const [profile, partner] = await Promise.all([needs.registry.tenant(tenant), needs.registry.partner(tenant, id)]);
  if (profile === undefined || partner === undefined) return refusedFor([notInForce(id)]);
  const suspended = await needs.may(tenant, id);
  // It was kept before: a partnership that is soon taken up again costs its sender nothing.
  if (suspended !== undefined) return waiting(document, suspended.detail, needs.now()) ?? refusedFor([suspended]);
  const body = await needs.evidence.get(document.key);
  if (body === undefined) throw new Error(`the bytes of document ${document.documentId} are missing from the bucket`);
  const found = await needs.read(tenant, partner.mapping?.in, { ...document, body });
  if ('refusals' in found) return refusedFor(found.refusals);
  const told = { family: found.family, mapping: found.mapping, controlNumber: numberOf(found) };
  const who = { registry: needs.registry, tenant: profile, partner };
  if (found.family !== 'epcis') {
    const foreign = await foreignHead(who, found.header);
    if (foreign.length > 0) return refusedFor(foreign, told);
    return { change: { ...told, state: 'reading' }, againMs: 0, next: needs.act };
  }
  const content = withCharset(found, { ...document, body });
  const may = authority(needs, who, { from: document.judgedTo ?? 0, end: needs.now().getTime() + ENOUGH_MS });
  const judged = await judgeContent(content, {
    events: async (events) => [
      ...events.flatMap(({ event, index }) => foreignEvent(who, event, index)),
      ...(await may.judge(events)),
    ],
    // Behind the last of its events.
    head: async (head) => [...(await foreignHead(who, head)), ...(await may.rest())],
  });
  if (judged.refusals.length > 0) return refusedFor(judged.refusals, told, judged.more);
  const noted = notedOf(may.unheard(), document.judgedTo === undefined ? {} : document);
  const judgedTo = may.stoppedAt();
  if (judgedTo !== undefined) return { change: { ...told, ...noted, judgedTo }, againMs: 0 };
  const missing = await missingBefore(needs, who, judged, may.missing());
  const waits = missing && waitOrEnd(document, missing, needs.now());
  // What it is allowed may be another thing when it was waited for.
  if (waits !== undefined) return { ...waits, change: { ...told, ...afresh, ...waits.change } };
  const { document: bytes, contentType } = content;
  const read = { ...told, ...noted, problems: [...leftOutOf(found), ...toldOfUnheard(noted)] };
  // Before its capture begins: who finds that begun reads it no more.
  if (isTelling(read)) await note({ ...read, judgedTo: undefined });
  const reporter = { partner: id };
  await makeJob(needs, { tenant, captureId, bytes, contentType, behaviour: 'rollback', at: needs.now(), reporter });
  await wakeJob(needs.wakeCapture, tenant, captureId);
  return captured(captureId, read);
}

/** What a turn that died after it would have lost. */
const isTelling = ({ mapping, controlNumber, problems = [] }: InboundChange): boolean =>
  mapping !== undefined || controlNumber !== undefined || problems.length > 0;

/** Its sender reads it beside that the rest was taken. */
function leftOutOf({ leftOut }: Extract<ReadIncoming, { family: 'epcis' }>): InboundProblem[] {
  if (leftOut === undefined) return [];
  const detail = `${leftOut} of its events were left out: the mapping takes others alone`;
  const remedy = 'have "select" of the mapping widened, if they were to be taken, then have the document read again';
  return [{ code: 'left-out', at: '/select', detail, remedy }];
}

/** By which its sender knows the message. */
const numberOf = (found: Exclude<ReadIncoming, { readonly refusals: unknown }>): string | undefined =>
  found.family === 'epcis' ? found.controlNumber : found.header.controlNumber;

const afresh = { judgedTo: undefined, returns: undefined, onward: undefined, problems: [] };
const notWaiting = { waitsFor: undefined, waitsSince: undefined, judgedTo: undefined };

const captured = (captureId: string, told: InboundChange = { family: 'epcis' }): Turned => ({
  change: { ...told, ...notWaiting, state: 'reading', captureId },
  againMs: FIRST_LOOK_MS,
});

function refusedFor(refusals: readonly Refusal[], told: InboundChange = {}, more = 0): Turned {
  return { change: { ...told, ...notWaiting, state: 'refused', problems: problemsOf(refusals, more) } };
}

const notInForce = (partner: Partner['partner']) =>
  refuse('not-permitted', `no partner ${partner} is in force here`, {
    rule: 'Seriate: documents are taken from partners in force',
    remedy: 'ask us to approve the partner, then to have the document read again',
  });
