import type { Request } from '#common/http.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { refuse } from '#shared/refusal.ts';
import type { ApiNeeds } from './needs.ts';

/** The case that the path names. @throws Refused `not-found` */
export async function findCase({ cases }: Pick<ApiNeeds, 'cases'>, { tenant, path }: Request): Promise<DscsaCase> {
  const id = path['id'] ?? '';
  const remedy = 'GET /api/dscsa/cases lists them';
  return orRefuse((await cases.get(tenant, id)) ?? refuse('not-found', `no case ${id}`, { remedy }));
}

/** The same for who wants to change it. @param seen version that he saw @throws Refused `conflict` while it is in somebody's hands, and where it is another version by now */
export async function findFreeCase(
  needs: Pick<ApiNeeds, 'cases' | 'now'>,
  request: Request,
  seen?: number,
): Promise<DscsaCase> {
  const row = await findCase(needs, request);
  if (seen !== undefined && seen !== row.version)
    throw new Refused(
      refuse('conflict', `the case was changed meanwhile: it is ${row.state}`, {
        at: '/version',
        remedy: 'read it again, and decide anew',
      }),
    );
  if ((row.lease ?? '') > needs.now().toISOString())
    throw new Refused(
      refuse('conflict', 'something of this case is just being sent or gathered', {
        remedy: 'try again in some minutes',
      }),
    );
  return row;
}

/**
 * When a person says that something was: now where he does not say.
 *
 * @param since what it follows upon: it cannot have been earlier
 * @throws Refused `malformed` for what is yet to come, or was before `since`
 */
export function pastTime(at: string | undefined, now: Date, place = '/at', since = ''): string {
  const told = at ?? now.toISOString();
  const wrong =
    Date.parse(told) > now.getTime()
      ? 'is yet to come'
      : told < since
        ? `is before ${since}, which it follows upon`
        : '';
  if (wrong === '') return told;
  throw new Refused(
    refuse('malformed', `${told} ${wrong}`, {
      at: place,
      rule: '21 CFR Part 11 §11.10(e)',
      remedy: 'say when it was',
    }),
  );
}
