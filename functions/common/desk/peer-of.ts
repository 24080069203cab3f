import { sha256 } from '#common/sha256.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

/** The other side of a case where it is a tenant of this installation, and what that calls us. */
export interface Peer {
  readonly tenant: string;
  readonly id: string;
  /** Us, in the master data of the other. */
  readonly partner: Partner;
}

/**
 * Both must have each other as partner: that is how a tenant says whose cases it takes. What is theirs is read and written by this alone, for a case
 * that is of both.
 */
export async function peerOf(
  { registry }: { readonly registry: Pick<Registry, 'partner' | 'partners'> },
  row: DeskCase,
): Promise<Peer | Refusal> {
  const theirs = await registry.partner(row.tenant, row.partner);
  if (theirs?.channel !== 'network' || theirs.tenant === undefined)
    return refuse('conflict', `partner ${row.partner} is no tenant of this installation any more`);
  const { tenant } = theirs;
  if (row.peer !== undefined && row.peer.tenant !== tenant)
    return refuse('conflict', `partner ${row.partner} was tenant ${row.peer.tenant} when the case began`);
  const us = (await registry.partners(tenant)).find((one) => one.channel === 'network' && one.tenant === row.tenant);
  if (us === undefined) return refuse('conflict', `tenant ${tenant} has not taken us as partner`);
  return { tenant, partner: us, id: row.peer?.id ?? mirroredId(row) };
}

/** What the same case is called with the other: it follows from what it is called with us. */
const mirroredId = ({ tenant, id }: DeskCase) => `${id.slice(0, 17)}-${sha256(`${tenant} ${id}`).slice(0, 12)}`;
