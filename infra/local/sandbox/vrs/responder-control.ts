import * as v from 'valibot';
import { command, type Turned, turner } from '../control.ts';
import { playedAnywhere } from '../faults.ts';
import type { ResponderPacks } from './packs.ts';

const plays = { verify: [...playedAnywhere, 'wrong-id'], checkConnectivity: playedAnywhere } as const;

const gtin = v.pipe(v.string(), v.regex(/^\d{14}$/));
const text = v.pipe(v.string(), v.minLength(1));
const exp = v.pipe(v.string(), v.regex(/^\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])$/));

/** What whoever rehearses may have happen at a manufacturer: packs become known, are recalled, or a product is no longer its own. */
export const responderControl = (control: Turned, packs: ResponderPacks) =>
  turner(control, plays, {
    load: command(
      { do: v.literal('load'), gtin, lot: text, exp, serials: v.pipe(v.array(text), v.minLength(1)) },
      (wish) => {
        packs.load(wish.gtin, wish.lot, wish.exp, wish.serials);
        return undefined;
      },
    ),
    recall: command({ do: v.literal('recall'), gtin, serial: text }, (wish) => {
      if (!packs.knows(wish.gtin, wish.serial)) return { at: '/serial', detail: `no pack ${wish.serial} is known` };
      packs.recall(wish.gtin, wish.serial);
      return undefined;
    }),
    forget: command({ do: v.literal('forget'), gtin }, (wish) => {
      if (!packs.products.has(wish.gtin)) return { at: '/gtin', detail: `no product ${wish.gtin} is known` };
      packs.forget(wish.gtin);
      return undefined;
    }),
  });
