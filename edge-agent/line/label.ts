import type { Order } from '#shared/messages/site-api.ts';
import type { ItemLabel } from '../devices/device.ts';

/**
 * What goes onto one carton: GTIN, expiry, lot and serial. The serial stands last, where it needs no separator, and the
 * fixed elements first, which makes the smallest symbol (GS1 General Specifications §7.8.5).
 */
export function itemLabel({ gtin, lot, expiry }: Order, serial: string): ItemLabel {
  return {
    elements: [
      { ai: '01', value: gtin },
      { ai: '17', value: expiry.slice(2).replaceAll('-', '') },
      { ai: '10', value: lot },
      { ai: '21', value: serial },
    ],
    text: [`GTIN ${gtin}`, `EXP ${expiry}`, `LOT ${lot}`, `SN ${serial}`],
  };
}
