/** A value with how sure it is: H, M, L: the source · R: recalled · own: nothing is public, and it is our own care. */
export interface Sure<T> {
  readonly is: T;
  readonly confidence: 'H' | 'M' | 'L' | 'R' | 'own';
}

/** What differs from one country with an EPCIS hub to the other. */
export interface HubCountry {
  /** What rows and paths call it. */
  readonly market: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** What the hub is called. */
  readonly system: string;
  /** Serials in one message. */
  readonly mostSerials: Sure<number>;
  /** Whether it hears what packs are in. */
  readonly packing: Sure<boolean>;
  /** Whether it hears of shipments, receipts and transfers. */
  readonly movements: Sure<boolean>;
  /** Members of a product that must say something. */
  readonly product: Sure<readonly ('name' | 'commonName' | 'form' | 'strength' | 'packType')[]>;
}
