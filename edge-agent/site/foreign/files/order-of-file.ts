import { type Refusal, refuse } from '#shared/refusal.ts';
import type { ForeignLine, ForeignOrder } from '../foreign-line.ts';

/** The order that a file is of: what its name says before a tilde (`ORDER~…`, `OWNER~ORDER~…`), else the one that runs, or the one that is ending. */
export function orderOfFile(line: ForeignLine, name: string): ForeignOrder | Refusal {
  const orders = line.orders();
  const parts = name.split('~').slice(0, -1);
  const [owner, id] = parts.length > 1 ? parts : [undefined, parts[0]];
  const named = orders.filter(({ order }) => order.order === id && (owner === undefined || order.owner === owner));
  const running = orders.filter(({ state }) => state === 'running');
  const ending = orders.filter(({ state }) => state === 'closing');
  const [only, other] = id !== undefined ? named : running.length > 0 ? running : ending;
  if (only !== undefined && other === undefined) return only;
  const none = id === undefined ? 'no order runs' : `the line has no order ${id}`;
  return refuse('conflict', only === undefined ? none : 'more than one order may be meant', {
    at: '/order',
    rule: 'docs/line-files.md',
    remedy: 'Begin an order first, or name the file OWNER~ORDER~NAME.',
  });
}
