import { identify } from '#shared/gs1/identify.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { ssccUrn } from '#shared/gs1/sscc.ts';
import type { RecipeLevel } from '#shared/line/recipe.ts';
import { fillFrom } from '#shared/line/template.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { Label, LabelElement } from '../../devices/device.ts';
import type { ScannedCode } from '../../devices/scanners/read-scan.ts';
import type { Stock } from '../../store/stock.ts';

/** Lengths of a company prefix in an EPC (EPC Tag Data Standard §6.3). */
const PREFIXES = [6, 7, 8, 9, 10, 11, 12];

/** A pack's EPC URN. */
export const packEpc = (gtin: string, serial: string, { companyPrefix }: Pick<Order, 'companyPrefix'>): string =>
  orThrow(sgtinUrn({ gtin, serial, companyPrefix }));

/** The spellings of what was scanned as an EPC URN: where the company prefix ends, a code does not say. */
export function epcsOf(code: ScannedCode): string[] {
  const key = code.kind === 'sscc' ? code.sscc : code.gtin;
  return PREFIXES.flatMap((length) => {
    const companyPrefix = key.slice(1, 1 + length);
    const urn =
      code.kind === 'sscc'
        ? ssccUrn({ sscc: code.sscc, companyPrefix })
        : sgtinUrn({ gtin: code.gtin, serial: code.serial, companyPrefix });
    return isRefusal(urn) ? [] : [urn];
  });
}

/**
 * Takes the number of a container, in the caller's transaction: its own GTIN and serial where the recipe wants that, an SSCC otherwise and for
 * what is not full or of more than one lot, of which a GTIN would claim something else (GS1 General Specifications §2.1.4). Throws
 * `OutOfNumbers`.
 */
export function takeEpc(
  stock: Stock,
  batch: number,
  order: Order,
  { identity }: RecipeLevel,
  partial: boolean,
): string {
  const { owner, companyPrefix } = order;
  if (identity.key === 'sscc' || partial) {
    return orThrow(ssccUrn({ sscc: stock.take({ batch, owner, pool: order.ssccPool }), companyPrefix }));
  }
  const serial = stock.take({ batch, owner, pool: identity.pool });
  return orThrow(sgtinUrn({ gtin: identity.gtin, serial, companyPrefix }));
}

/** The label of a container: a logistic label where it has an SSCC, else a GS1 DataMatrix with its GTIN and serial. */
export function containerLabel(epc: string, order: Order, { label }: Pick<RecipeLevel, 'label'>, units: number): Label {
  const known = identify(epc);
  const lot = {
    '10': order.lot,
    '17': order.expiry.slice(2).replaceAll('-', ''),
    expiry: order.expiry,
    units: String(units),
  };
  const text = (values: Readonly<Record<string, string>>) =>
    (label?.text ?? []).map((line) => fillFrom(line, { ...lot, code: epc, ...values }));
  if (known.kind === 'sgtin') {
    const elements = [at('01', known.gtin), at('17', lot['17']), at('10', order.lot), at('21', known.serial)];
    return { elements, text: text({ '01': known.gtin, '21': known.serial }) };
  }
  if (known.kind !== 'sscc') throw new Error(`${epc} is no number of a container`);
  // What is inside, for whoever does not ask the repository (GS1 General Specifications §3.2.4).
  const further = [[at('02', order.gtin), at('37', String(units))]];
  return { symbol: 'gs1-128', sscc: known.sscc, further, text: text({ '01': order.gtin, sscc: known.sscc }) };
}

const at = (ai: string, value: string): LabelElement => ({ ai, value });

/** Numbers that break GS1's rules came from the cloud: nothing here can mend them. */
function orThrow(urn: string | Refusal): string {
  if (isRefusal(urn)) throw new Error(urn.detail);
  return urn;
}
