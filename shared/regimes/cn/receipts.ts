/** What is to be asked about, or done, under a receipt: receipts are texts of our own, since the platform gives none. */
export type Receipt =
  /** What became of a relation file of that batch? */
  | { readonly of: 'relation'; readonly batch: string }
  /** What became of a bill? */
  | { readonly of: 'bill'; readonly bill: string }
  /** How do a code and the one that took its place stand? */
  | { readonly of: 'replaced'; readonly old: string; readonly by: string };

export function writeReceipt(receipt: Receipt): string {
  const { of, ...members } = receipt;
  return `${of}?${new URLSearchParams({ ...members })}`;
}

/** Reads a receipt; any text that is none of ours is the number of a bill. */
export function readReceipt(text: string): Receipt {
  const at = text.indexOf('?');
  const [of, members] = [text.slice(0, at), new URLSearchParams(text.slice(at + 1))];
  const [batch, bill, old, by] = ['batch', 'bill', 'old', 'by'].map((name) => members.get(name) ?? '');
  if (of === 'relation' && batch) return { of, batch };
  if (of === 'bill' && bill) return { of, bill };
  if (of === 'replaced' && old && by) return { of, old, by };
  return { of: 'bill', bill: text };
}

/** What the name of a relation file of ours says. */
export interface NamedFile {
  readonly requestId: string;
  readonly batch: string;
  /** Its packs are in nothing yet. */
  readonly isRelease: boolean;
}

/** A relation file's name: answers name files by it, and the batch by which they are found. */
export const fileNameOf = (requestId: string, batch: string, isRelease: boolean): string =>
  `${requestId}.${isRelease ? 'release' : 'packing'}.${encodeURIComponent(batch)}.xml`;

/** Reads the name of a file; `undefined` for one of somebody else. */
export function readFileName(name: string): NamedFile | undefined {
  const [, requestId, kind, batch] = /^([^.]+)\.(release|packing)\.((?:[^%]|%[0-9A-F]{2})+)\.xml$/.exec(name) ?? [];
  if (requestId === undefined || batch === undefined) return undefined;
  try {
    return { requestId, batch: decodeURIComponent(batch), isRelease: kind === 'release' };
  } catch {
    return undefined;
  }
}
