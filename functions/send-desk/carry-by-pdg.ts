import { deskByRules, entryOfMessage, nextMessage, toldNow, withMessages } from '#common/desk/desk-change.ts';
import { byRules, moved, partOf } from '#common/dscsa/change.ts';
import { freeze } from '#common/dscsa/messages.ts';
import { BY_PARTNER, BY_RULES, type DeskCase, type NewDeskEntry } from '#common/store/desk-case-row.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import type { DscsaCases } from '#common/store/dscsa-cases.ts';
import type { DscsaSettings } from '#common/store/dscsa-settings.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Registry } from '#common/store/registry.ts';
import type { DeskAct } from '#shared/desk/desk-message.ts';
import { foldCase } from '#shared/desk/fold-case.ts';
import { disagreements, isOver } from '#shared/desk/kinds.ts';
import { pdgOfSubject } from '#shared/desk/pdg-of-subject.ts';
import { usualOf } from '#shared/desk/resolutions.ts';
import { reportProblems } from '#shared/dscsa/check-report.ts';
import { stoppedClock } from '#shared/dscsa/clocks.ts';
import { moveCase } from '#shared/dscsa/move-case.ts';
import { itemsOf } from '#shared/dscsa/pdg-items.ts';
import { writeReport, writeResolved } from '#shared/dscsa/write-report.ts';
import { isRefusal } from '#shared/refusal.ts';

export interface PdgNeeds {
  /** Cases of the DSCSA, which carry reports. */
  readonly suspects: Pick<DscsaCases, 'get' | 'commit' | 'ofAsked'>;
  readonly settingsOf: (tenant: string) => Promise<DscsaSettings>;
  readonly registry: Pick<Registry, 'tenant'>;
  readonly evidence: Pick<EvidenceStore, 'put'>;
  readonly uuid: () => string;
}

interface Carried {
  readonly after: DeskCase;
  readonly entries: readonly NewDeskEntry[];
}

/** Tells a case to a desk of the PDG's by a case of the DSCSA, hears its verdict, and ends it when ours has ended. */
export async function carryByPdg(needs: PdgNeeds, row: DeskCase, now: Date): Promise<Carried> {
  const still = { after: row, entries: [] };
  if (row.side === 'respondent') return still;
  if (row.dscsa === undefined) return isOver(row.state) ? still : begun(needs, row, now);
  const carrier = await needs.suspects.get(row.tenant, row.dscsa);
  if (carrier === undefined) throw new Error(`case ${row.dscsa} of the DSCSA is gone`);
  if (!isOver(row.state)) return heard(row, carrier, now);
  if (row.dscsaEndedAt !== undefined || !(await ended(needs, row, carrier, now))) return still;
  return { after: { ...row, dscsaEndedAt: now.toISOString() }, entries: [] };
}

async function begun(needs: PdgNeeds, before: DeskCase, now: Date): Promise<Carried> {
  const stopped = (problem: string): Carried => ({
    after: { ...before, problem },
    entries: before.problem === problem ? [] : [deskByRules(now, 'stopped', problem)],
  });
  const poNumber = before.subject.documents.find(({ type }) => type === 'po')?.number;
  if (poNumber === undefined)
    return stopped('the purchase order is not named, which a report of the PDG’s schema wants');
  const { contact } = await needs.settingsOf(before.tenant);
  if (contact === undefined) return stopped('no contact is set that a report could name: PUT /api/dscsa/settings');
  const { row, entries } = proposed(needs, before, now);
  const resolution = foldCase(row.kind, row.messages).proposal?.resolution ?? 'other';
  const { exceptions, others } = pdgOfSubject(row.kind, row.subject, resolution, needs.uuid);
  const [messageUuid, caseUuid] = [needs.uuid(), needs.uuid()];
  const sender = { ...contact, gln: (await needs.registry.tenant(row.tenant))?.gln };
  const isSaid = (act: DeskAct) => act === 'open' || act === 'note' || act === 'propose';
  const words = row.messages.flatMap(({ act, text }) => (isSaid(act) && text !== undefined ? [text] : []));
  const value = writeReport(
    { messageUuid, caseUuid, at: now, poNumber, sender },
    exceptions,
    [...words, ...others].slice(0, 50),
  );
  const [problem] = reportProblems(value);
  if (problem !== undefined) return stopped(`${problem.at ?? ''} ${problem.detail}`.trim());
  const items = itemsOf(value.exceptions).map(({ uuid, at }) => ({ uuid, at }));
  const pdg = { direction: 'out' as const, partner: row.partner, poNumber, caseUuid, items, verdicts: {} };
  const id = `${now.toISOString().replace(/[^0-9]/g, '')}-${row.id.slice(-8)}`;
  const carrier: DscsaCase = {
    ...{ tenant: row.tenant, id, kind: 'exception', state: 'sending', title: row.title, by: BY_RULES },
    ...{ createdAt: now.toISOString(), updatedAt: now.toISOString(), version: 0, entries: 0 },
    work: { notBefore: now.toISOString(), attempts: 0 },
    pdg: { ...pdg, messages: [messageUuid] },
  };
  const outgoing = await freeze(needs, carrier, { id: messageUuid, what: 'report', value }, now);
  const asked = { id: `desk ${row.id}`, digest: row.id };
  const detail = `from case ${row.id} of the desk`;
  const change = { after: { ...carrier, outgoing }, entries: [byRules(now, 'reported', { detail })], asked };
  // `moved`: it was begun before, by whoever did not live to note it.
  const done = await needs.suspects.commit([change], now);
  const dscsa = done === 'moved' ? (await needs.suspects.ofAsked(row.tenant, asked.id))?.row.id : id;
  if (dscsa === undefined) throw new Error(`the case of the DSCSA for ${row.id} was neither written nor there`);
  return {
    after: toldNow({ ...row, dscsa, problem: undefined }, [], now),
    entries: [...entries, deskByRules(now, 'told', `case of the DSCSA ${dscsa}`)],
  };
}

/** A report says what is wanted: where nobody has proposed something, what is usual. */
function proposed({ uuid }: PdgNeeds, row: DeskCase, now: Date): { row: DeskCase; entries: NewDeskEntry[] } {
  const kind = disagreements.find((one) => one === row.kind);
  if (kind === undefined || foldCase(row.kind, row.messages).proposal !== undefined) return { row, entries: [] };
  const message = nextMessage(row, { id: uuid(), side: row.side, act: 'propose', resolution: usualOf[kind] }, now);
  return { row: withMessages(row, [message], now), entries: [entryOfMessage(message, BY_RULES, now)] };
}

/** Every item accepted is an acceptance; anything else is a rejection, with what was said of it. */
function heard(row: DeskCase, { id, state, pdg }: DscsaCase, now: Date): Carried {
  const message = `respondent-pdg-${id}`;
  const { proposal, state: standing } = foldCase(row.kind, row.messages);
  const isNew = state === 'answered' && !row.messages.some((one) => one.id === message);
  if (!isNew || standing !== 'proposed' || proposal === undefined) return { after: row, entries: [] };
  const verdicts = Object.values(pdg?.verdicts ?? {});
  const act = verdicts.every(({ verdict }) => verdict === 'Accept') ? ('accept' as const) : ('reject' as const);
  const words = verdicts.flatMap(({ comments, alternative }) => [comments, alternative && `offers: ${alternative}`]);
  const text = [...new Set([...words, pdg?.notes].filter((one) => one !== undefined))].join('; ').slice(0, 2_000);
  const about = { id: message, side: 'respondent' as const, act, of: proposal.id, ...(text !== '' && { text }) };
  const said = nextMessage(row, about, now);
  return { after: withMessages(row, [said], now), entries: [entryOfMessage(said, BY_PARTNER, now)] };
}

/** Ends the case that carried it. False while that is on its way, and must arrive first. */
async function ended(needs: PdgNeeds, row: DeskCase, carrier: DscsaCase, now: Date): Promise<boolean> {
  const act = row.state === 'resolved' ? 'resolve' : 'withdraw';
  if (['resolving', 'resolved', 'withdrawn'].includes(carrier.state)) return true;
  if (isRefusal(moveCase(carrier.kind, carrier.state, act)) || (carrier.lease ?? '') > now.toISOString()) return false;
  const detail = `with case ${row.id} of the desk`;
  const still = { ...moved(carrier, act), problem: undefined };
  const stopped = { outgoing: undefined, work: undefined, clock: stoppedClock(carrier.clock, now.toISOString()) };
  const more = act === 'withdraw' ? stopped : await resolving(needs, carrier, now);
  const change = { before: carrier, after: { ...still, ...more }, entries: [byRules(now, act, { detail })] };
  return (await needs.suspects.commit([change], now)) !== 'moved';
}

async function resolving(needs: PdgNeeds, carrier: DscsaCase, now: Date): Promise<Partial<DscsaCase>> {
  const pdg = partOf(carrier, carrier.pdg);
  const { contact } = await needs.settingsOf(carrier.tenant);
  const sender = {
    email: contact?.email ?? '',
    phone: contact?.phone,
    gln: (await needs.registry.tenant(carrier.tenant))?.gln,
  };
  const messageUuid = needs.uuid();
  const { caseUuid, poNumber } = pdg;
  const value = writeResolved({ messageUuid, caseUuid, at: now, poNumber, sender });
  const outgoing = await freeze(needs, carrier, { id: messageUuid, what: 'resolved', value }, now);
  const work = { notBefore: now.toISOString(), attempts: 0 };
  return { outgoing, work, pdg: { ...pdg, messages: [...pdg.messages, messageUuid] } };
}
