import type { Members, NetworkMember } from '#common/store/members.ts';
import type { OpenVersion } from '#shared/master-data/version.ts';

export interface AuthorNeeds {
  readonly members: Pick<Members, 'ofNetwork'>;
}

interface Whose {
  readonly tenant: string;
  readonly partner: string;
}

/** Those authors of a version that are machine clients of the partner, removed ones too, by their ids in the user pool. */
export async function partnersAuthors(
  { members }: AuthorNeeds,
  { tenant, partner }: Whose,
  authors: readonly string[],
): Promise<Map<string, NetworkMember>> {
  const found = await Promise.all(authors.map(async (one) => [one, await members.ofNetwork('client', one)] as const));
  return new Map(
    found.flatMap(([id, one]) => (one?.tenant === tenant && one.partner === partner ? [[id, one] as const] : [])),
  );
}

/** Who handed a version in last. */
export const submitterOf = ({ acts }: Pick<OpenVersion, 'acts'>): string =>
  acts.findLast(({ what }) => what === 'submitted')?.by ?? '';
