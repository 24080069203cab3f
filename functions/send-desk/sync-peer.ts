import { entryOfMessage, toldNow, withMessages } from '#common/desk/desk-change.ts';
import { deskFileKey } from '#common/desk/desk-files.ts';
import { titleOf } from '#common/desk/new-desk-case.ts';
import { type Peer, peerOf } from '#common/desk/peer-of.ts';
import { noRoom } from '#common/desk/room-in-case.ts';
import { BY_PARTNER, type DeskCase, type NewDeskEntry } from '#common/store/desk-case-row.ts';
import type { DeskCases, DeskChange } from '#common/store/desk-cases.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Registry } from '#common/store/registry.ts';
import type { DeskMessage } from '#shared/desk/desk-message.ts';
import { inOrder } from '#shared/desk/fold-case.ts';
import { otherSide } from '#shared/desk/kinds.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';

export interface SyncNeeds {
  readonly cases: Pick<DeskCases, 'get'>;
  readonly registry: Pick<Registry, 'partner' | 'partners'>;
  readonly evidence: EvidenceStore;
}

/** Both rows after each has what the other had: written together, or not at all. */
export interface Synced {
  readonly ours: DeskCase;
  readonly entries: readonly NewDeskEntry[];
  readonly theirs: DeskChange;
}

/** Lines of history that one write makes on either side: all fit into a transaction with what else is written. */
const MOST_ENTRIES = 12;

/** Brings what was said on either side to the other. Nothing is sent that could be lost: the union of both is what both have afterwards. */
export async function syncPeer(needs: SyncNeeds, row: DeskCase, at: Date): Promise<Synced | Refusal> {
  const peer = await peerOf(needs, row);
  if (isRefusal(peer)) return peer;
  const before = await needs.cases.get(peer.tenant, peer.id);
  if (before !== undefined && (before.peer?.tenant !== row.tenant || before.peer.id !== row.id))
    return refuse('conflict', `case ${peer.id} of tenant ${peer.tenant} is another`);
  const all = inOrder([...row.messages, ...(before?.messages ?? [])]);
  const forThem = missingIn(all, before?.messages ?? []);
  const forUs = missingIn(all, row.messages);
  const full =
    noRoom({ messages: all, subject: row.subject }, 'claimant') ??
    noRoom({ messages: all, subject: row.subject }, 'respondent');
  if (full !== undefined) return full;
  // Before the rows say so: bytes that no case names harm nobody.
  await copyFiles(needs, forThem, row, peer);
  await copyFiles(needs, forUs, peer, row);
  const theirs = before ?? mirrorOf(row, peer, at);
  const told = row.peer === undefined ? toldNow : withMessages;
  return {
    ours: { ...told(row, forUs, at), untold: [], peer: { tenant: peer.tenant, id: peer.id } },
    entries: entriesOf(forUs, at),
    theirs: {
      before,
      // Whatever follows there by itself is done there.
      after: {
        ...(before === undefined ? toldNow : withMessages)(theirs, forThem, at),
        untold: [],
        ...(forThem.length > 0 && { work: { notBefore: at.toISOString() } }),
      },
      entries: entriesOf(forThem, at),
    },
  };
}

const missingIn = (all: readonly DeskMessage[], known: readonly DeskMessage[]) =>
  all.filter(({ id }) => !known.some((one) => one.id === id));

/** The messages themselves stand in the row; of very many at once history tells the last. */
const entriesOf = (messages: readonly DeskMessage[], at: Date): NewDeskEntry[] =>
  messages.slice(-MOST_ENTRIES).map((message) => entryOfMessage(message, BY_PARTNER, at));

/** The same case as the other side has it from its beginning. */
function mirrorOf(row: DeskCase, { tenant, id, partner }: Peer, at: Date): DeskCase {
  const { kind, subject, createdAt } = row;
  return {
    ...{ tenant, id, kind, subject, createdAt, way: 'network' },
    ...{ state: 'open', side: otherSide(row.side), partner: partner.partner },
    title: titleOf(kind, subject, partner.name),
    peer: { tenant: row.tenant, id: row.id },
    origin: { kind: 'partner', id: partner.partner },
    ...{ messages: [], untold: [], by: BY_PARTNER, updatedAt: at.toISOString(), version: 0, entries: 0 },
  };
}

async function copyFiles(
  { evidence }: SyncNeeds,
  messages: readonly DeskMessage[],
  from: { readonly tenant: string; readonly id: string },
  to: { readonly tenant: string; readonly id: string },
): Promise<void> {
  for (const { id, file } of messages) {
    if (file === undefined) continue;
    const bytes = await evidence.get(deskFileKey(from.tenant, from.id, id));
    if (bytes === undefined) throw new Error(`the bytes of message ${id} of case ${from.id} are gone`);
    await evidence.put(deskFileKey(to.tenant, to.id, id), bytes);
  }
}
