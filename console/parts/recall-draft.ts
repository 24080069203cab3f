import * as v from 'valibot';
import { inTab } from '../tab-store.ts';

const names = ['recall', 'gtin', 'kind', 'lot', 'pool', 'from', 'to', 'serials', 'level', 'class'] as const;

/** A recall as somebody types it; empty where nothing is said. Its kind is lot, range or units. */
export type RecallDraft = Readonly<Record<(typeof names)[number], string>>;

const empty: RecallDraft = {
  recall: '',
  gtin: '',
  kind: 'lot',
  lot: '',
  pool: '',
  from: '',
  to: '',
  serials: '',
  level: 'pharmacy',
  class: '',
};

/** What waits in this tab while whoever wrote it proves again who he is, as the address does not: serials of packs are nobody's to find in a history. */
const store = inTab('recall', v.object(v.entriesFromList(names, v.string())));

/** What was written before its signer went to prove who he is; else one that says nothing yet. */
export const recallDraft = (): RecallDraft => store.read() ?? empty;
export const { keep: keepRecall, drop: dropRecall } = store;

/** The same as the API takes it. */
export function wantedRecall(
  draft: RecallDraft,
  signed: { readonly meaning: string; readonly reason: string },
): object {
  const said = (name: keyof RecallDraft) => draft[name].trim();
  return {
    recall: said('recall'),
    gtin: said('gtin'),
    of: subjectOf(draft),
    level: draft.level,
    ...(draft.class !== '' && { class: draft.class }),
    reason: signed.reason,
    signature: { meaning: signed.meaning },
  };
}

function subjectOf({ kind, lot, pool, from, to, serials }: RecallDraft): object {
  if (kind === 'lot') return { kind, lot: lot.trim() };
  if (kind === 'range') return { kind, pool: pool.trim(), from: from.trim(), to: to.trim() };
  return { kind, serials: serials.split(/\s+/).filter(Boolean) };
}
