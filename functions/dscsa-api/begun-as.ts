import { Refused } from '#common/refused.ts';
import { sha256 } from '#common/sha256.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { refuse } from '#shared/refusal.ts';
import { canonicalJson } from '#shared/wire/canonical-json.ts';
import type { ApiNeeds } from './needs.ts';

/** What a caller asked for, by its own id. */
export interface AskedAs {
  readonly id: string;
  /** Tells two requests under one id apart. */
  readonly digest: string;
}

export const askedAs = (asked: { readonly id: string }): AskedAs => ({
  id: asked.id,
  digest: sha256(canonicalJson(JSON.parse(JSON.stringify(asked)))),
});

/** The case that was begun by the same request before, whose answer may have been lost. @throws Refused `conflict` when its id is another request's */
export async function begunAs(
  { cases }: Pick<ApiNeeds, 'cases'>,
  tenant: string,
  { id, digest }: AskedAs,
): Promise<DscsaCase | undefined> {
  const before = await cases.ofAsked(tenant, id);
  if (before === undefined || before.digest === digest) return before?.row;
  throw new Refused(
    refuse('conflict', `${id} is the id of another request, which began case ${before.row.id}`, {
      at: '/id',
      rule: 'Seriate API: one id stands for one request',
      remedy: 'draw a new id',
    }),
  );
}
