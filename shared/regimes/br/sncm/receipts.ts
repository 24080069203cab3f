/**
 * A receipt of ours: what SNCM gave, when it gave it, and, once the result is known, what it calls the event, which whoever takes it back has to name. In one text, separated by a
 * space, for the engine keeps no more.
 */
export interface Receipt {
  readonly receipt: string;
  /** ISO 8601, by SNCM's clock. */
  readonly at?: string | undefined;
  readonly evtId?: string | undefined;
}

const NONE = '-';

export const writeReceipt = ({ receipt, at = NONE, evtId }: Receipt): string =>
  [receipt, at, ...(evtId === undefined ? [] : [evtId])].join(' ');

export function readReceipt(text: string): Receipt {
  const [receipt = '', at = NONE, evtId] = text.split(' ');
  return { receipt, at: at === NONE ? undefined : at, evtId };
}

/** True for what may stand in one. */
export const isPart = (text: string): boolean => /^[\x21-\x7e]{1,64}$/.test(text) && text !== NONE;
