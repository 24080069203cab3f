import * as v from 'valibot';
import { toldHealth } from '../../shared/messages/partner-health-api.ts';
import type { Needs } from '../needs.ts';
import { element } from './element.ts';
import { action, choice } from './form.ts';
import { inLanes } from './in-lanes.ts';
import { readDocuments } from './inbound-documents.ts';
import { filterForm, listing } from './listing.ts';
import { type Item, itemShape } from './master-kinds.ts';
import { healthPath, healthState } from './partner-health.ts';
import { table } from './table.ts';
import { when } from './when.ts';
import { words } from './words.ts';

const PER_PAGE = 20;
const page = v.object({ partners: v.array(itemShape), nextPageToken: v.optional(v.string()) });

/** Partners of the master data: how each is reached, and what came of it last. */
export function partnerList(needs: Needs, open: (partner: string) => void) {
  const standing = choice('standing', [
    ['', 'all'],
    ['submitted', 'waiting for approval'],
    ['draft', 'drafts'],
    ['in-force', 'in force'],
    ['upcoming', 'in force later'],
    ['withdrawn', 'withdrawn'],
  ]);
  const filters = filterForm('Partners shown', ['Standing', standing]);
  const asked = () => [...filters.asked(), ['perPage', String(PER_PAGE)]];
  const read = async (path: string) => {
    const { partners, nextPageToken } = await needs.api.get(path, page);
    const next = new URLSearchParams([...asked(), ['nextPageToken', nextPageToken ?? '']]);
    return { rows: partners, next: nextPageToken && `/api/partners?${next}` };
  };
  const list = listing({
    filters: filters.form,
    first: () => `/api/partners?${new URLSearchParams(asked())}`,
    read,
    show: (rows) => rowsOf(needs, rows, standing.value, open),
  });
  return { filters: filters.form, ...list };
}

const idOf = (item: Item) => String(item['partner']);

function rowsOf(needs: Needs, rows: readonly Item[], standing: string, open: (partner: string) => void): HTMLElement {
  const columns = [
    { title: 'Partner', cell: (item: Item) => action(idOf(item), () => open(idOf(item)), { class: 'plain' }) },
    { title: 'Name', cell: (item: Item) => String(item['name'] ?? '') },
    { title: 'Kind', cell: (item: Item) => String(item['kind'] ?? '') },
    { title: 'Channel', cell: (item: Item) => String(item['channel'] ?? '') },
    { title: 'Version', number: true, cell: (item: Item) => item.version },
    { title: 'Standing', cell: standingOf },
    ...(needs.may('deliveries:read') ? [{ title: 'Answers', cell: healths(needs, rows) }] : []),
    ...(needs.may('inbound:read') ? [{ title: 'Last document in', cell: lastDocuments(needs, rows) }] : []),
  ];
  return table(
    rows,
    columns,
    standing === ''
      ? 'No partners yet. "Invite a partner" lets one come on board by itself; "Enter a partner" writes it down.'
      : 'No partners of this standing. Choose "all" above to see the others.',
  );
}

function standingOf({ standing, open }: Item): HTMLElement {
  const waiting = open !== undefined && open.standing !== standing ? `version ${open.version} ${open.standing}` : '';
  return element('div', {}, words(standing).toLowerCase(), waiting && element('div', { class: 'why' }, waiting));
}

/** Cells that fill by themselves: a list does not wait for what is asked for partner by partner. */
function filling(rows: readonly Item[], fill: (partner: string) => Promise<readonly (Node | string)[]>) {
  const cells = new Map(rows.map((item) => [idOf(item), element('span', {}, '…')]));
  void inLanes([...cells], async ([partner, cell]) => {
    cell.replaceChildren(...(await fill(partner).catch(() => ['not known'])));
  });
  return (item: Item) => cells.get(idOf(item));
}

const lastDocuments = ({ api }: Needs, rows: readonly Item[]) =>
  filling(rows, async (partner) => {
    const path = `/api/inbound-documents?${new URLSearchParams({ partner, limit: '1' })}`;
    const [latest] = (await readDocuments(api, path)).rows;
    return latest === undefined ? ['none yet'] : [when(latest.receivedAt) ?? '', `, ${latest.state}`];
  });

const healths = ({ api }: Needs, rows: readonly Item[]) =>
  filling(rows, async (partner) => {
    const health = await api.get(healthPath(partner), toldHealth);
    const { waiting, parked } = health;
    const more = [waiting > 0 ? `${waiting} waiting` : '', parked > 0 ? `${parked} parked` : ''].filter(Boolean);
    return [healthState(health), more.map((one) => `, ${one}`).join('')];
  });
