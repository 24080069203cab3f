import { deskFileKey } from '#common/desk/desk-files.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import { BY_RULES, type DscsaCase } from '#common/store/dscsa-case-row.ts';
import type { DscsaCases } from '#common/store/dscsa-cases.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Recalls } from '#common/store/recalls.ts';
import type { SuspectPacks } from '#common/store/suspect-packs.ts';
import { identify } from '#shared/gs1/identify.ts';

export interface HoldNeeds {
  readonly suspects: Pick<DscsaCases, 'get' | 'commit' | 'ofAsked'>;
  readonly recalls: Pick<Recalls, 'get'>;
  readonly suspectPacks: Pick<SuspectPacks, 'note'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
  readonly now: () => Date;
}

/**
 * Opens our own case of suspect product for packs that a partner suspects: from then on nobody is told that they are good (FD&C Act 582(b)(4)), and our people
 * decide about them. The same notice opens one case, however often it is looked at. Answers its id.
 */
export async function holdSuspects(needs: HoldNeeds, row: DeskCase): Promise<string> {
  const asked = `desk ${row.id}`;
  const earlier = await needs.suspects.ofAsked(row.tenant, asked);
  if (earlier !== undefined) return earlier.row.id;
  const packs = (await packsOf(needs, row)).flatMap((epc) => {
    const key = identify(epc);
    return key.kind === 'sgtin' ? [{ gtin: key.gtin, serial: key.serial }] : [];
  });
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
  if (done !== 'moved') return id;
  const other = await needs.suspects.ofAsked(row.tenant, asked);
  if (other === undefined) throw new Error(`the case of suspect product for ${row.id} was neither written nor there`);
  return other.row.id;
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
  return [...new Set([...subject.things, ...listed])].slice(0, MOST_PACKS);
}

/** As many as one case of suspect product is about. */
const MOST_PACKS = 500;

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
