import type { DeskCase } from '#common/store/desk-case-row.ts';
import { allOf } from './all-of.ts';
import type { DeskApiNeeds } from './needs.ts';

/**
 * How the other side learns of a case. network, pdg: it is told. client: its own machine client reads and answers, and nothing of ours reaches out to it · nobody: it
 * has no such client, so that people tell it and say what it answers.
 */
export type ToldBy = 'network' | 'pdg' | 'client' | 'nobody';

const CLIENTS = 100;

export async function toldBy({ members }: Pick<DeskApiNeeds, 'members'>, row: DeskCase): Promise<ToldBy> {
  const { tenant, partner, way } = row;
  if (way !== 'portal') return way;
  const clients = await allOf(async (after) => {
    const { rows, more } = await members.clients(tenant, CLIENTS, after);
    const last = more ? rows.at(-1)?.id : undefined;
    return { items: rows, ...(last !== undefined && { next: last }) };
  });
  return clients.some((one) => one.partner === partner && one.state === 'active') ? 'client' : 'nobody';
}
