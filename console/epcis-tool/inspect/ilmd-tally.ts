import { identifiersIn } from '#shared/epcis/identifier-places.ts';
import type { Definitions } from '#shared/epcis/prefixes.ts';
import { canonicalKey } from '#shared/gs1/canonical-epc.ts';
import { isJsonObject, type Json } from '#shared/wire/json.ts';
import { taken } from './extension-tally.ts';
import { tally } from './tally.ts';

type Rows = [value: string, count: number][];

/** Lots and expiry dates: what commissioning says in ilmd, and the lots of quantities. */
export function ilmdTally(): {
  add(tree: Json, definitions: Definitions): void;
  lots(): Rows;
  expiryDates(): Rows;
} {
  const lots = tally();
  const expiryDates = tally();
  const addIlmd = (ilmd: Json | undefined, definitions: Definitions) => {
    if (!isJsonObject(ilmd)) return;
    for (const [name, value] of Object.entries(ilmd)) {
      if (!name.includes(':')) continue;
      const { namespace, local } = taken(name, definitions);
      // Senders leave the final colon of the namespace away.
      if (!/^urn:epcglobal:cbv:mda:?$/.test(namespace)) continue;
      if (local === 'lotNumber') lots.add(textOf(value));
      if (local === 'itemExpirationDate') expiryDates.add(textOf(value));
    }
  };
  return {
    add: (tree, definitions) => {
      if (isJsonObject(tree)) addIlmd(tree['ilmd'], definitions);
      for (const { kind, value } of identifiersIn(tree)) {
        const lot = kind === 'class' ? canonicalKey(value)?.qualifiers.find(({ ai }) => ai === '10') : undefined;
        if (lot !== undefined) lots.add(lot.value);
      }
    },
    lots: lots.rows,
    expiryDates: expiryDates.rows,
  };
}

function textOf(value: Json | undefined): string {
  if (isJsonObject(value)) return textOf(value['@value'] ?? value['#text'] ?? '');
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
