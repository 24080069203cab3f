import { deskFileKey } from '#common/desk/desk-files.ts';
import { type BetweenNeeds, passedBetween } from '#common/desk/passed-between.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import { BY_RULES, type DscsaCase } from '#common/store/dscsa-case-row.ts';
import type { DscsaCases } from '#common/store/dscsa-cases.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Recalls } from '#common/store/recalls.ts';
import type { SuspectPacks } from '#common/store/suspect-packs.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { identify } from '#shared/gs1/identify.ts';

export interface HoldNeeds extends BetweenNeeds {
  readonly suspects: Pick<DscsaCases, 'get' | 'commit' | 'ofAsked'>;
  readonly recalls: Pick<Recalls, 'get'>;
  readonly suspectPacks: Pick<SuspectPacks, 'note'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
  readonly now: () => Date;
}

/**
 * Opens our own case of suspect product for packs that a partner suspects: from then on nobody is told that they are good (FD&C Act 582(b)(4)), and our people
 * decide about them. The same notice opens one case, however often it is looked at. What it names and we do not hold, a person is told of.
 */
export async function holdSuspects(needs: HoldNeeds, row: DeskCase): Promise<HeldSuspects> {
  const asked = `desk ${row.id}`;
  const { packs, problem } = await heldOf(needs, row);
  if (packs.length === 0) return { problem };
  const earlier = await needs.suspects.ofAsked(row.tenant, asked);
  if (earlier !== undefined) return { suspect: earlier.row.id, problem };
  const at = needs.now();
  // As cases are called that people open: by the time, and what tells two of one moment apart.
  const id = `${at.toISOString().replace(/[^0-9]/g, '')}-${row.id.slice(-8)}`;
  const [first] = packs;
  const suspect: DscsaCase = {
    ...{ tenant: row.tenant, id, kind: 'suspect', state: 'opened', by: BY_RULES },
    title: `suspect product: ${first?.gtin ?? 'of a partner'}`,
    ...{ createdAt: at.toISOString(), updatedAt: at.toISOString(), version: 0, entries: 0 },
    suspect: { origin: { kind: 'partner', id: row.id }, packs, notices: [] },
  };
  // Before the case: packs of a case that came to nothing are nobody's, a case whose packs verify would be worse.
  await needs.suspectPacks.note(row.tenant, id, packs);
  const entries = [
    {
      at: at.toISOString(),
      by: BY_RULES,
      what: 'opened',
      detail: `partner ${row.partner} suspects it: case ${row.id}`,
    },
  ];
  const done = await needs.suspects.commit([{ after: suspect, entries, asked: { id: asked, digest: row.id } }], at);
  if (done !== 'moved') return { suspect: id, problem };
  const other = await needs.suspects.ofAsked(row.tenant, asked);
  if (other === undefined) throw new Error(`the case of suspect product for ${row.id} was neither written nor there`);
  return { suspect: other.row.id, problem };
}

export interface HeldSuspects {
  /** Id of our case; none where we hold nothing of it. */
  readonly suspect?: string;
  /** What a person has to see to. */
  readonly problem: string | undefined;
}

/** As many as one case of suspect product is about. */
const MOST_PACKS = 500;

/** Packs of a notice that we hold. A partner's word holds what may have passed between us, and nothing that we know never did. */
async function heldOf(needs: HoldNeeds, row: DeskCase) {
  const named = (await packsOf(needs, row)).map((epc) => identify(epc)).filter((key) => key.kind === 'sgtin');
  const some = named.slice(0, MOST_PACKS);
  const between = await passedBetween(
    needs,
    row,
    some.map(({ canonical }) => canonical),
  );
  const packs = some.filter(({ canonical }) => between.has(canonical)).map(({ gtin, serial }) => ({ gtin, serial }));
  const never = some.length - packs.length;
  const words = [
    ...(named.length > some.length ? [`${named.length - some.length} packs more than one case holds`] : []),
    ...(never > 0 ? [`${never} that by our ledger never passed between us`] : []),
    ...(named.length === 0 ? ['no packs that are known by GTIN and serial'] : []),
  ];
  const problem = words.length === 0 ? undefined : `the notice names ${words.join(', and ')}: they are not held`;
  return { packs, problem };
}

/** The list that came with the notice names all; a case names its first. */
async function packsOf(
  { evidence }: HoldNeeds,
  { tenant, id, messages, subject }: DeskCase,
): Promise<readonly string[]> {
  const listed: string[] = [];
  for (const message of messages) {
    if (message.file?.contentType !== 'text/csv' || message.side !== 'claimant') continue;
    const bytes = await evidence.get(deskFileKey(tenant, id, message.id));
    const lines = Buffer.from(bytes ?? [])
      .toString('utf8')
      .split(/\r?\n/);
    listed.push(...lines.slice(1).filter((line) => line !== ''));
  }
  return [...new Set([...subject.things, ...listed].map(canonicalEpc))];
}

/** What has become of a suspicion or a recall of ours that holders were told of; undefined while it stands. */
export async function lifted(
  { suspects, recalls }: Pick<HoldNeeds, 'suspects' | 'recalls'>,
  { tenant, kind, side, origin }: DeskCase,
) {
  if (side !== 'claimant' || origin.id === undefined) return undefined;
  if (kind === 'recall') {
    const recall = await recalls.get(tenant, origin.id);
    return recall?.lifted && `the recall was lifted: ${recall.lifted.reason}`;
  }
  if (kind !== 'suspect-product') return undefined;
  const row = await suspects.get(tenant, origin.id);
  if (row?.state === 'cleared') return 'the product was cleared: it is no longer to be kept apart';
  return row?.state === 'ended' ? 'the notice of illegitimate product has ended' : undefined;
}

/** Writes into our own case of suspect product what the partner has told of its end: what becomes of our packs our people decide. */
export async function noteLifted(needs: HoldNeeds, { tenant, id, suspect, messages }: DeskCase): Promise<void> {
  const row = suspect === undefined ? undefined : await needs.suspects.get(tenant, suspect);
  const said = messages.find(({ act }) => act === 'resolve' || act === 'withdraw');
  if (row === undefined || said === undefined) return;
  const entry = { at: said.at, by: 'partner', what: 'lifted', detail: `case ${id}: ${said.text ?? said.act}` };
  await needs.suspects.commit([{ before: row, after: row, entries: [entry] }], needs.now());
}
