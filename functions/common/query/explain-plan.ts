import type { Cost } from './budget.ts';
import type { QueryPlan } from './plan-query.ts';

/** Header by which a caller asks how a query was answered, and the one that tells. */
export const explainHeader = 'seriate-explain';
export const planHeader = 'Seriate-Query-Plan';

/** Hears how the pages of one answer were found, the one it is refused for among them. */
export type Planned = (plan: QueryPlan, cost: Cost) => void;

/** Keeps how a question was answered, or what was done until it was refused, for a caller that wants to know. */
export function planTeller({ headers }: { headers: Readonly<Record<string, string | undefined>> }) {
  let known: { plan: QueryPlan; cost: Cost } | undefined;
  const planned: Planned = (plan, { looked, fetched }) => {
    const before = known?.cost ?? { looked: 0, fetched: 0 };
    known = { plan, cost: { looked: before.looked + looked, fetched: before.fetched + fetched } };
  };
  return {
    planned,
    /** Empty unless the caller asked, and the plan is known. */
    headers: (): Record<string, string> =>
      known === undefined || headers[explainHeader] !== 'true'
        ? {}
        : { [planHeader]: explainPlan(known.plan, known.cost) },
  };
}

/** Gateways cut off longer headers, or refuse them. */
const LONGEST = 2000;

/** How a page was found, on one line: index, the parameters it serves, those judged event by event, index rows looked at, events fetched. */
export function explainPlan({ index, by, filtered }: QueryPlan, { looked, fetched }: Cost): string {
  const parameters = `index=${index}; by=${shown(by)}; filtered=${shown(filtered.join(',') || 'nothing')}`;
  return `${parameters}; rows=${looked}; events=${fetched}`;
}

/** Names of parameters are the caller's text: what no header may hold is percent-encoded, what is too long is cut. */
function shown(names: string): string {
  const safe = names.replace(/[^!-:<-~]/gu, encoded);
  return safe.length <= LONGEST ? safe : `${safe.slice(0, LONGEST)}...`;
}

function encoded(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
