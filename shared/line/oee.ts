/** What overall equipment effectiveness is made of. Milliseconds and units. */
export interface OeeInputs {
  readonly plannedTime: number;
  readonly executeTime: number;
  readonly processed: number;
  readonly defective: number;
  /** Units per minute that the machine is made for; without it there is no performance. */
  readonly designSpeed?: number | undefined;
}

/** Shares of one; undefined where there is nothing to divide by. */
export interface Oee {
  /** Time in Execute of the planned time. */
  readonly availability: number | undefined;
  /** Units processed of those that the design speed makes in the time in Execute. Above 1 the design speed is set too low. */
  readonly performance: number | undefined;
  /** Good units of those processed. */
  readonly quality: number | undefined;
  /** The product of the three. */
  readonly oee: number | undefined;
}

const MINUTE = 60_000;

/** Overall equipment effectiveness: availability × performance × quality (ISO 22400-2, 8.6). */
export function oeeOf({ plannedTime, executeTime, processed, defective, designSpeed }: OeeInputs): Oee {
  const availability = share(executeTime, plannedTime);
  const performance = designSpeed === undefined ? undefined : share(processed, (designSpeed * executeTime) / MINUTE);
  const quality = share(processed - defective, processed);
  const known = availability !== undefined && performance !== undefined && quality !== undefined;
  return { availability, performance, quality, oee: known ? availability * performance * quality : undefined };
}

const share = (part: number, whole: number): number | undefined => (whole > 0 ? part / whole : undefined);
