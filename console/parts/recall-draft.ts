/** A recall as somebody types it; empty where nothing is said. */
export interface RecallDraft {
  readonly recall: string;
  readonly gtin: string;
  /** lot, range or units. */
  readonly kind: string;
  readonly lot: string;
  readonly pool: string;
  readonly from: string;
  readonly to: string;
  readonly serials: string;
  readonly level: string;
  readonly class: string;
}

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

/** As the address says it: whoever has to prove again who he is before he signs finds what he wrote. */
export const recallDraftOf = (query: ReadonlyMap<string, string>): RecallDraft =>
  Object.assign({}, empty, Object.fromEntries([...query].filter(([name]) => Object.hasOwn(empty, name))));

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
