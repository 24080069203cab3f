import type { Request } from '#common/http.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import type { ApiNeeds } from './needs.ts';

/** Where a case is read. */
export const placeOf = ({ id }: Pick<DscsaCase, 'id'>) => ({ location: `/api/dscsa/cases/${id}` });

/** A case as it begins. Its id begins with the time, so that the latest is listed first. */
export function newCase(
  { uuid }: Pick<ApiNeeds, 'uuid'>,
  { tenant, caller }: Pick<Request, 'tenant' | 'caller'>,
  at: Date,
  about: Pick<DscsaCase, 'kind' | 'state' | 'title'> & Partial<DscsaCase>,
): DscsaCase {
  const createdAt = at.toISOString();
  const id = `${createdAt.replace(/[^0-9]/g, '')}-${uuid().slice(0, 8)}`;
  return { tenant, id, by: caller, createdAt, updatedAt: createdAt, version: 0, entries: 0, ...about };
}
