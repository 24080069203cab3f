import * as v from 'valibot';
import { type Command, command } from './control.ts';
import type { Entry, World } from './owned-world.ts';

/** `{"do": "forget", "gtin", "serials"}`: packs were never told. */
export const forgetPacks = (world: World, take: (entry: Entry) => void, now: () => number): Command =>
  command({ do: v.literal('forget'), gtin: v.string(), serials: v.array(v.string()) }, ({ gtin, serials }) => {
    const missing = serials.findIndex((serial) => world.packs.get({ gtin, serial }) === undefined);
    if (missing >= 0) return { at: `/serials/${missing}`, detail: `no pack ${serials[missing]}` };
    take({ kind: 'forget', at: now(), gtin, serials });
    return undefined;
  });
