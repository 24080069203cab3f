import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { DeskApiNeeds } from './needs.ts';

/**
 * How the other side learns of a case. network, pdg: it is told. client: its own machine client reads and answers, and nothing of ours reaches out to it · nobody: it
 * has no such client, so that people tell it and say what it answers.
 */
export type ToldBy = 'network' | 'pdg' | 'client' | 'nobody';

export async function toldBy({ members }: Pick<DeskApiNeeds, 'members'>, row: DeskCase): Promise<ToldBy> {
  const { tenant, partner, way } = row;
  if (way !== 'portal') return way;
  return (await members.hasClient(tenant, partner)) ? 'client' : 'nobody';
}
