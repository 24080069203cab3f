import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import type { ReportData } from '../regime.ts';
import type { NestedThing } from '../reported.ts';
import type { Carrier, Transfer, TransferProducts } from './transfer.ts';

/** Turkey keeps UTC+3 all year. */
const dayThere = (at: string) => new Date(Date.parse(at) + 3 * 3_600_000).toISOString().slice(0, 10);

/** The package of what a shipment brings: carriers as they stand in each other. Refuses a container that has no SSCC, which a label of PTS is. */
export function packageOf({
  movement,
  holder,
  at,
  requestId,
}: Pick<ReportData, 'movement' | 'holder' | 'at'> & { readonly requestId: string }): Transfer | Refusal {
  const { to, documents = [], things = [] } = movement ?? {};
  const numberOf = (...types: string[]) => documents.find(({ type }) => types.includes(type))?.number;
  const order = numberOf('po');
  const inside = insideOf(
    things.flatMap(({ nested }) => nested ?? []),
    order,
  );
  if (isRefusal(inside)) return inside;
  return {
    from: holder.gln, // who is known to PTS and sends, wherever the goods left from
    to: to?.gln ?? '',
    document: numberOf('desadv') ?? numberOf('inv') ?? order ?? requestId,
    documentDate: dayThere(at),
    ...inside,
  };
}

function insideOf(
  things: readonly NestedThing[],
  order: string | undefined,
): Pick<Carrier, 'carriers' | 'products'> | Refusal {
  const carriers: Carrier[] = [];
  for (const thing of things) {
    const carrier = thing.children.length === 0 ? undefined : carrierOf(thing, order);
    if (isRefusal(carrier)) return carrier;
    if (carrier !== undefined) carriers.push(carrier);
  }
  return { carriers, products: productsOf(things, order) };
}

function carrierOf({ code, children }: NestedThing, order: string | undefined): Carrier | Refusal {
  if (code.sscc === undefined)
    return refuse('unsupported', `container ${code.gtin} ${code.serial} has no SSCC`, {
      at: '/movement/things',
      rule: 'PTS transfer 1.4: carrierLabel',
      remedy: 'send the package by hand, then cancel this report; the packs themselves are told by dispatch',
    });
  const inside = insideOf(children, order);
  if (isRefusal(inside)) return inside;
  return { label: `00${code.sscc}`, type: inside.carriers.length > 0 ? 'P' : 'C', ...inside };
}

/** Packs that stand directly there, lot by lot in the order in which they come. */
function productsOf(things: readonly NestedThing[], order: string | undefined): TransferProducts[] {
  const lots = new Map<string, TransferProducts & { readonly serials: string[] }>();
  for (const { code, lot = '', expiry = '', children } of things) {
    if (children.length > 0 || code.gtin === undefined) continue;
    const name = `${code.gtin} ${lot} ${expiry}`;
    const found = lots.get(name) ?? { gtin: code.gtin, lot, expiry, ...(order && { order }), serials: [] };
    found.serials.push(code.serial);
    lots.set(name, found);
  }
  return [...lots.values()];
}
