import { isDeepStrictEqual } from 'node:util';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import type { HeardResponse } from '#shared/dscsa/read-response.ts';
import { moved, partOf } from './change.ts';

/** True for a response in part that says nothing of the case that is not in it: a partner tells it at every question. */
export const isKnownResponse = (row: DscsaCase, response: HeardResponse): boolean =>
  row.state === 'sent' && isDeepStrictEqual(applyResponse(row, response).pdg, row.pdg);

/** A case after a partner's response. It is answered when every item is; what is said anew of an item counts. */
export function applyResponse(row: DscsaCase, { verdicts, notes }: HeardResponse): DscsaCase {
  const pdg = partOf(row, row.pdg);
  const told = verdicts.map((one) => {
    const { alternative_resolution: other } = one.alternative_resolution ?? {};
    const said = {
      verdict: one.resolution_response,
      ...(typeof one.comments === 'string' && { comments: one.comments.slice(0, 500) }),
      ...(typeof other === 'string' && { alternative: other }),
    };
    return [one.exception_item_uuid, said] as const;
  });
  const all = { ...pdg.verdicts, ...Object.fromEntries(told) };
  const after = {
    ...row,
    pdg: { ...pdg, verdicts: all, ...(notes !== undefined && { notes: notes.slice(0, 1_000) }) },
  };
  const isWhole = pdg.items.every(({ uuid }) => all[uuid] !== undefined);
  return isWhole && row.state !== 'answered' ? moved(after, 'answer') : after;
}
