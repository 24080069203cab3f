import { isKnownResponse } from '#common/dscsa/apply-response.ts';
import { byRules } from '#common/dscsa/change.ts';
import { caseEvidenceKey, digestOfBytes } from '#common/dscsa/messages.ts';
import type { Exchanged } from '#common/dscsa/office.ts';
import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import type { DscsaCase, NewHistoryEntry, Outgoing } from '#common/store/dscsa-case-row.ts';
import type { DscsaCases } from '#common/store/dscsa-cases.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { lookAtClock } from '#shared/dscsa/clocks.ts';
import { applyHeard } from './apply-heard.ts';
import { type GatherNeeds, gatherCase } from './gather-case.ts';
import { type Decision, type OfficeNeeds, officeOf } from './office-of.ts';

export interface RunNeeds extends Omit<OfficeNeeds, 'registry'>, GatherNeeds {
  readonly registry: OfficeNeeds['registry'] & GatherNeeds['registry'];
  readonly cases: Pick<DscsaCases, 'get' | 'commit'>;
  readonly evidence: EvidenceStore;
  readonly random: () => number;
  readonly wake: (message: object, delaySeconds?: number) => Promise<void>;
}

/** Longer than the function that runs a case may run. */
const LEASE_MS = 330_000;
/** How often it is taken up by somebody who never comes to an end, each time for the length of a lease: half an hour in all. */
const MOST_DEATHS = 5;
/** Longest delay of an SQS message, in seconds; what is due later is woken by `sweep`. */
const MOST_DELAY = 900;

/**
 * One look at a case: people are called where its clock wants it, and what it has to send, to ask or to gather is done. Waking it twice is harmless: who
 * finds it in hand, ended or not yet due leaves it alone.
 */
export const runCase =
  (needs: RunNeeds) =>
  async (tenant: string, id: string): Promise<void> => {
    const found = await needs.cases.get(tenant, id);
    const now = needs.now().toISOString();
    // Who has it in hand is done in minutes; a change now would make what he does undone.
    if (found === undefined || (found.lease ?? '') > now) return;
    const row = await callPeople(needs, found);
    if (row?.work === undefined || row.work.notBefore > now) return;
    // A lease that is still there is of somebody who never came to an end.
    const deaths = row.lease === undefined ? 0 : (row.work.deaths ?? 0) + 1;
    if (deaths >= MOST_DEATHS) return await giveUp(needs, row);
    const claimed = await claim(needs, row, { ...row.work, deaths });
    if (claimed === undefined) return;
    const out = claimed.outgoing;
    await (out === undefined
      ? gatherCase(needs, claimed)
      : exchange(needs, claimed, out, row.outgoing?.state ?? 'due'));
  };

/** Calls people once when a deadline is near and once when it has passed. */
async function callPeople(needs: RunNeeds, row: DscsaCase): Promise<DscsaCase | undefined> {
  const now = needs.now();
  const looked = lookAtClock(row.clock, now);
  if (looked === undefined) return row;
  const entry = byRules(now, `deadline-${looked.call}`, { detail: `due ${looked.clock.due}` });
  // Said before it is noted: an alarm that rings twice is harmless, one that a dying process keeps to itself is not.
  log('dscsa-late', { tenant: row.tenant, case: row.id, kind: row.kind, call: looked.call });
  const rows = await needs.cases.commit(
    [{ before: row, after: { ...row, clock: looked.clock }, entries: [entry] }],
    now,
  );
  if (rows === 'moved') return undefined; // Another looks at it, or somebody has just moved it, which sets its own time.
  return rows[0];
}

/** What kills or breaks whoever takes it up is not tried for ever: a person is called while there is time. What was to be sent may have arrived. */
async function giveUp(needs: RunNeeds, row: DscsaCase): Promise<void> {
  const problem = `whoever took it up ${MOST_DEATHS} times never came to an end: see message-failed in the log`;
  const entries = [byRules(needs.now(), 'stopped', { detail: problem })];
  await settle(needs, row, { ...row, lease: undefined, work: undefined, problem }, entries);
}

/** Takes a case up. What is about to be sent may have arrived from then on, whatever becomes of us. */
async function claim(needs: RunNeeds, row: DscsaCase, work: NonNullable<DscsaCase['work']>) {
  const now = needs.now();
  const lease = new Date(now.getTime() + LEASE_MS).toISOString();
  const { outgoing } = row;
  const after: DscsaCase = {
    ...row,
    lease,
    work: { ...work, attempts: work.attempts + 1 },
    ...(outgoing?.state === 'due' && { outgoing: { ...outgoing, state: 'uncertain' as const } }),
  };
  // Who dies from here on has perhaps sent it: the history says when.
  const entries = outgoing?.state === 'due' ? [byRules(now, 'sending', { detail: `message ${outgoing.id}` })] : [];
  const rows = await needs.cases.commit([{ before: row, after, entries }], now);
  return rows === 'moved' ? undefined : rows[0];
}

/** Sends what never arrived, and asks what became of the rest. @param was before it was taken up */
async function exchange(needs: RunNeeds, row: DscsaCase, out: Outgoing, was: Outgoing['state']): Promise<void> {
  const sends = was === 'due';
  const [exchanged, entries] = await talk(needs, row, out, sends);
  const now = needs.now();
  const turned = applyHeard(row, { ...out, state: was }, exchanged.heard, now, needs.random());
  await settle(needs, row, turned.after, [...entries, ...turned.entries]);
}

async function talk(
  needs: RunNeeds,
  row: DscsaCase,
  out: Outgoing,
  sends: boolean,
): Promise<[Exchanged<Decision>, NewHistoryEntry[]]> {
  const bytes = sends ? await needs.evidence.get(out.key) : undefined;
  try {
    if (sends && (bytes === undefined || digestOfBytes(bytes) !== out.sha256))
      throw new Error(`the bytes of message ${out.id} are gone, or are others`);
    const office = await officeOf(needs, row, out);
    const exchanged = bytes === undefined ? await office.ask() : await office.send(bytes);
    const { key, sha256 } = out;
    const sent = byRules(needs.now(), 'sent', { evidence: { key, direction: 'sent', sha256 } });
    return [exchanged, [...(sends ? [sent] : []), ...(await keepAnswer(needs, row, exchanged))]];
  } catch (error) {
    // Refused by ourselves before anything left, e.g. because nobody is set to send it to.
    if (!(error instanceof Refused) || error.refusal.refused === 'busy') throw error;
    return [{ heard: { heard: 'failed', failure: 'permanent', reason: error.refusal.detail } }, []];
  }
}

async function keepAnswer(
  needs: RunNeeds,
  row: DscsaCase,
  { heard, answer }: Exchanged<Decision>,
): Promise<NewHistoryEntry[]> {
  const told = heard.heard === 'failed' ? { detail: heard.reason.slice(0, 500) } : {};
  if (answer === undefined) return [byRules(needs.now(), 'no-answer', told)];
  // A question whose answer is that it takes longer is asked often, and says nothing new.
  if (heard.heard === 'received' && row.outgoing?.state === 'received') return [];
  if (heard.heard === 'decided' && 'verdicts' in heard.decision && isKnownResponse(row, heard.decision)) return [];
  const key = caseEvidenceKey(row.tenant, row.id, `v${row.version}-answered`);
  await needs.evidence.put(key, answer.bytes);
  const evidence = { key, direction: 'answered' as const, status: answer.status, sha256: digestOfBytes(answer.bytes) };
  return [byRules(needs.now(), heard.heard === 'failed' ? 'answer-unusable' : 'answer', { ...told, evidence })];
}

/** Ends a turn. When the lease ran out and another moved the case, what we heard is asked again. */
async function settle(
  needs: RunNeeds,
  before: DscsaCase,
  after: DscsaCase,
  entries: readonly NewHistoryEntry[],
): Promise<void> {
  const now = needs.now();
  const { tenant, id, kind, state, problem, work } = after;
  // As with deadlines: people are called before it is noted that nothing goes on by itself.
  if (problem !== undefined && before.problem !== problem) log('dscsa-needs-person', { tenant, case: id, kind });
  if ((await needs.cases.commit([{ before, after, entries }], now)) === 'moved') return;
  if (state !== before.state) log('dscsa-moved', { tenant, case: id, kind, state });
  const wait = work && (Date.parse(work.notBefore) - now.getTime()) / 1000;
  if (wait !== undefined && wait <= MOST_DELAY) await needs.wake({ tenant, case: id }, Math.max(0, Math.ceil(wait)));
}
