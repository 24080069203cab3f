/** What a recall is of: a lot, counters of a pool, or units by their serials. */
type Recalled =
  | { readonly kind: 'lot'; readonly lot: string }
  | { readonly kind: 'range'; readonly pool: string; readonly first: number; readonly last: number }
  | { readonly kind: 'units'; readonly serials: readonly string[] };

/** What is known of a unit that somebody asks about. */
export interface AskedUnit {
  readonly serial: string;
  readonly lot?: string | undefined;
  /** Where pools of ours issued it. */
  readonly places: readonly { readonly pool: string; readonly counter: number }[];
}

/** True when a recall is of the unit. */
export function isRecalledBy(of: Recalled, { serial, lot, places }: AskedUnit): boolean {
  if (of.kind === 'lot') return of.lot === lot;
  if (of.kind === 'units') return of.serials.includes(serial);
  return places.some(({ pool, counter }) => pool === of.pool && counter >= of.first && counter <= of.last);
}
