/** Bytes of one serial. */
export const SERIAL = 13;

/** Members of packs, one array a member: a pack takes some fifty bytes. */
export interface Columns {
  readonly serial: Uint8Array;
  readonly gtin: Uint16Array;
  readonly batch: Uint32Array;
  readonly holder: Uint32Array;
  readonly other: Uint32Array;
  readonly state: Uint8Array;
  readonly before: Uint8Array;
  readonly mode: Uint8Array;
  /** Seconds since 1970. */
  readonly since: Uint32Array;
  readonly last: Uint32Array;
  readonly container: Uint32Array;
  readonly next: Uint32Array;
  readonly previous: Uint32Array;
}

export const newColumns = (size: number): Columns => ({
  serial: new Uint8Array(size * SERIAL),
  gtin: new Uint16Array(size),
  batch: new Uint32Array(size),
  holder: new Uint32Array(size),
  other: new Uint32Array(size),
  state: new Uint8Array(size),
  before: new Uint8Array(size),
  mode: new Uint8Array(size),
  since: new Uint32Array(size),
  last: new Uint32Array(size),
  container: new Uint32Array(size),
  next: new Uint32Array(size),
  previous: new Uint32Array(size),
});

/** The same packs with more room. */
export function widen(from: Columns, size: number): Columns {
  const to = newColumns(size);
  to.serial.set(from.serial);
  to.gtin.set(from.gtin);
  to.batch.set(from.batch);
  to.holder.set(from.holder);
  to.other.set(from.other);
  to.state.set(from.state);
  to.before.set(from.before);
  to.mode.set(from.mode);
  to.since.set(from.since);
  to.last.set(from.last);
  to.container.set(from.container);
  to.next.set(from.next);
  to.previous.set(from.previous);
  return to;
}
