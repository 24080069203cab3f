/** What the hub of a country takes. */
export interface HubRules {
  /** Serials in one message. */
  readonly mostSerials: number;
  /** Whether it wants to hear what packs are in. */
  readonly packing: boolean;
  /** Whether it wants to hear of shipments and receipts. */
  readonly movements: boolean;
}

/** By the first segment of the path. */
export const hubs: Readonly<Record<string, HubRules>> = {
  ae: { mostSerials: 65_000, packing: true, movements: true },
  bh: { mostSerials: 65_000, packing: true, movements: true },
  jo: { mostSerials: 65_000, packing: false, movements: false },
};
