import { newRegister } from '../register/register.ts';
import type { World } from '../rules/judged.ts';
import type { Subject, Subjects } from '../subjects.ts';
import type { Entry, Received, Uploading } from './entries.ts';
import { type Filed, headOf, type Inbound } from './filed.ts';
import { rootOf, settle } from './settle.ts';
import { openVault } from './vault.ts';

export interface ShelfOptions {
  /** Where documents are kept; without it, in memory. */
  readonly folder: string | undefined;
  readonly subjects: Subjects;
  readonly products: ReadonlySet<string> | undefined;
  readonly onlyEmitted: boolean;
}

/** What is known, as entries change it. */
export function newShelf(options: ShelfOptions) {
  const { folder, subjects } = options;
  const vault = openVault(folder);
  const byId = new Map<string, Filed>();
  const byRequest = new Map<string, Filed>();
  const inbound = new Map<string, Inbound>();
  const trusted = new Set<string>();
  const waiting: Filed[] = [];
  let judged = 0;
  const world = worldOf(options, { byId, trusted, vault });

  const wait = (filed: Filed): void => {
    waiting.push(filed);
    waiting.sort((a, b) => a.due - b.due);
  };
  const file = (entry: Received | Uploading): void => {
    const before = byId.get(entry.id);
    const by = subjects.of(entry.subject);
    // Who is no participant any more is forgotten, with all that was sent.
    if (by === undefined) return;
    const filed = filedOf(entry, by, vault.get(entry.id));
    // The order in which they came first is kept.
    const known = before === undefined ? filed : Object.assign(before, filed);
    byId.set(entry.id, known);
    byRequest.set(`${known.by.systemId} ${entry.requestId}`, known);
    if (known.state === 'waiting') wait(known);
  };
  const finish = ({ id, at, problems }: Extract<Entry, { kind: 'settled' }>): void => {
    const filed = byId.get(id);
    if (filed === undefined) return;
    waiting.splice(waiting.indexOf(filed), 1);
    const done = settle(filed, { at, number: ++judged, problems }, { world, vault });
    Object.assign(filed, { state: 'settled', outcome: done.outcome });
    for (const one of done.inbound) inbound.set(one.id, one);
  };
  const change = (id: string, to: Pick<Filed, 'state'> & { due?: number }): void => {
    const filed = byId.get(id);
    if (filed === undefined) return;
    Object.assign(filed, to);
    if (to.state === 'waiting') wait(filed);
  };
  const apply = (entry: Entry): void => {
    if (entry.kind === 'received' || entry.kind === 'uploading') file(entry);
    else if (entry.kind === 'settled') finish(entry);
    else if (entry.kind === 'cancelled') change(entry.id, { state: 'cancelled' });
    else if (entry.kind === 'resent') change(entry.id, { state: 'waiting', due: entry.due });
    else if (entry.kind === 'forget') for (const sgtin of entry.sgtins) world.register.forget(sgtin);
    else if (entry.kind === 'trust') {
      const key = `${entry.subject} ${entry.other}`;
      if (entry.trusted) trusted.add(key);
      else trusted.delete(key);
    }
  };
  return { apply, vault, world, byId, byRequest, inbound, trusted, waiting };
}

function filedOf(entry: Received | Uploading, by: Subject, document: Buffer | undefined): Filed {
  const isReceived = entry.kind === 'received';
  const { id, requestId, digest, sign, at } = entry;
  return {
    ...{ id, requestId, by, digest, sign, at },
    channel: isReceived ? entry.channel : 3,
    due: isReceived ? entry.due : Number.POSITIVE_INFINITY,
    state: isReceived ? (entry.lost ? 'lost' : 'waiting') : 'uploading',
    head: headOf(isReceived ? document : undefined),
    isRecalled: false,
  };
}

interface Kept {
  readonly byId: ReadonlyMap<string, Filed>;
  readonly trusted: ReadonlySet<string>;
  readonly vault: ReturnType<typeof openVault>;
}

const worldOf = ({ subjects, products, onlyEmitted }: ShelfOptions, { byId, trusted, vault }: Kept): World => ({
  register: newRegister(),
  subjects,
  products,
  onlyEmitted,
  isTrusted: (by, other) => {
    const allows = (one: Subject, two: Subject) =>
      !one.trustsOnlyListed || one === two || trusted.has(`${one.systemId} ${two.systemId}`);
    return allows(by, other) && allows(other, by);
  },
  earlier: (id) => {
    const filed = byId.get(id);
    if (filed?.outcome === undefined || filed.outcome.result === 'Rejected') return undefined;
    const root = rootOf(vault, id);
    const { by, head, isRecalled, outcome } = filed;
    return root && { number: outcome.number, type: head.type, by, root, isRecalled };
  },
  markRecalled: (id) => {
    const filed = byId.get(id);
    if (filed !== undefined) filed.isRecalled = true;
  },
});
