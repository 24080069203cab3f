import { epcOfPath } from '#common/epc-of-path.ts';
import { canonicalKey } from '#shared/gs1/canonical-epc.ts';

export type View = 'unit' | 'history' | 'parents' | 'contents';

/**
 * The unit that a path names, and what of it is asked. A last segment `history`, `parents` or `contents` is a view when what stands before it
 * names a thing and the whole is no GS1 key: the serial `history` stays a serial. An EPC of another scheme that ends so is sent
 * percent-encoded once more than the gateway decodes.
 */
export function readPath(rest: string): { epc: string; view: View } {
  const [, before = '', last] = /^(.+)\/(history|parents|contents)$/.exec(rest) ?? [];
  const epc = epcOfPath(before);
  if (isView(last) && canonicalKey(epcOfPath(rest)) === undefined && epc.includes(':')) return { epc, view: last };
  return { epc: epcOfPath(rest), view: 'unit' };
}

const isView = (word: string | undefined): word is View => word !== undefined;
