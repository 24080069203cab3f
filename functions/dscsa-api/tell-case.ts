import type { DscsaCase, HistoryEntry } from '#common/store/dscsa-case-row.ts';
import { isEnded } from '#shared/dscsa/kinds.ts';

/** A case as it is told: without where bytes are kept and how it is taken up. */
export function tellCase({
  tenant: _,
  entries,
  work: _work,
  lease: _lease,
  lastAct: _lastAct,
  outgoing,
  ti,
  ...row
}: DscsaCase) {
  const told = outgoing && { id: outgoing.id, what: outgoing.what, state: outgoing.state, madeAt: outgoing.madeAt };
  return {
    ...row,
    ended: isEnded(row.kind, row.state),
    historyLength: entries,
    ...(told && { outgoing: told }),
    ...(ti && { ti: { ...ti, ...(ti.document && { document: withoutKey(ti.document) }) } }),
  };
}

/** The same in a list: how it stands, without what it is about. */
export const tellBriefly = ({
  id,
  kind,
  state,
  title,
  by,
  createdAt,
  updatedAt,
  version,
  clock,
  problem,
}: DscsaCase) => ({
  id,
  kind,
  state,
  title,
  by,
  createdAt,
  updatedAt,
  version,
  ended: isEnded(kind, state),
  ...(clock && { clock }),
  ...(problem !== undefined && { problem }),
});

/** A line of its history; `evidence` says that its bytes can be had. */
export const tellEntry = ({ evidence, ...entry }: HistoryEntry) => ({
  ...entry,
  ...(evidence && { evidence: withoutKey(evidence) }),
});

const withoutKey = <Kept extends { readonly key: string }>({ key: _, ...kept }: Kept) => kept;
