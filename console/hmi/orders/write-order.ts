import { get, tried } from '../data/ask.ts';
import { askFor, type Given } from '../parts/ask-for.ts';
import type { Field } from '../parts/field.tsx';
import { texts } from '../texts/language.ts';
import type { WordTable } from '../texts/word-table.ts';
import { defaultsShape, type OrderDesk, type OrderDraft, type WrittenOrder } from './desk-shape.ts';

type Desk = Pick<OrderDesk, 'lines' | 'owners'>;

/** The members of an order that people write, with how they are written. */
const members = {
  order: 'text',
  lot: 'text',
  expiry: 'date',
  quantity: 'number',
  line: 'text',
  unitsPerCase: 'number',
  casesPerPallet: 'number',
  sampleEvery: 'number',
  pool: 'text',
  ssccPool: 'text',
  companyPrefix: 'text',
  owner: 'text',
  market: 'text',
  manufactured: 'date',
  bulkLot: 'text',
} as const;
type Member = keyof typeof members;
const isMember = (name: string): name is Member => name in members;
const mayBeEmpty: readonly string[] = ['market', 'manufactured', 'bulkLot', 'owner'];

const table = (names: readonly string[]): WordTable => Object.fromEntries(names.map((one) => [one, one]));

function fieldsOf(before: WrittenOrder, { lines, owners }: Desk): Field[] {
  const { fields } = texts().desk.orders;
  const optionsOf = (name: Member) =>
    name === 'line' ? table(lines) : name === 'owner' ? table(['', ...owners]) : undefined;
  return Object.keys(members)
    .filter(isMember)
    .map((name) => ({
      ...{ name, label: fields[name], type: members[name], options: optionsOf(name) },
      value: String(before[name] ?? (name === 'sampleEvery' ? 0 : '')),
      required: !mayBeEmpty.includes(name),
    }));
}

/** What was written, without what was left empty, numbers as such. */
function orderOf(gtin: unknown, given: Readonly<Record<string, string>>): WrittenOrder {
  const filled = Object.entries(given).filter(([name, text]) => isMember(name) && text.trim() !== '');
  return {
    gtin,
    ...Object.fromEntries(
      filled.map(([name, text]) => [
        name,
        isMember(name) && members[name] === 'number' ? Number(text.trim()) : text.trim(),
      ]),
    ),
  };
}

/** Has an order written, like the last of its product, and sent to L4. */
export async function writeOrder(desk: Desk): Promise<void> {
  const { orders } = texts().desk;
  let before: WrittenOrder | undefined;
  const gtinOf = (given: Given | undefined) => given?.['gtin']?.trim() ?? '';
  const asked = await askFor(orders.write, [{ name: 'gtin', label: orders.gtin14, minLength: 14 }], texts().goOn, {
    tries: async (given) => {
      before = await get(`/api/orders/defaults?gtin=${encodeURIComponent(gtinOf(given))}`, defaultsShape);
      return '';
    },
  });
  if (asked === undefined || before === undefined) return;
  const gtin = gtinOf(asked);
  await askFor(orders.orderOf(gtin), fieldsOf(before, desk), orders.sendToL4, {
    tries: (given) => tried('POST', '/api/orders', orderOf(gtin, given)),
  });
}

/** Has an order corrected that L4 has not taken. */
export async function correctDraft({ draft, order, asked }: OrderDraft, desk: Desk): Promise<void> {
  const { orders } = texts().desk;
  await askFor(orders.correctTitle(order), fieldsOf(asked.body, desk), orders.sendToL4, {
    tries: (given) => tried('PUT', `/api/drafts/${draft}`, orderOf(asked.body['gtin'], given)),
  });
}

/** Drops what was written and L4 has not taken. */
export async function dropDraft({ draft, order }: OrderDraft): Promise<void> {
  const { orders } = texts().desk;
  await askFor(orders.dropTitle(order), [], orders.drop, {
    about: [orders.dropWords],
    tries: () => tried('DELETE', `/api/drafts/${draft}`),
  });
}
