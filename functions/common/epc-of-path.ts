import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { identify } from '#shared/gs1/identify.ts';

/**
 * The EPC (canonical) that the rest of a path names: a URN or a Digital Link, as it is or percent-encoded once more. Gateways join double
 * slashes, so `https:/host` is meant as a link too. What no spelling makes a GS1 key of is taken literally.
 */
export function epcOfPath(rest: string): string {
  const spellings = [rest, decoded(rest)].map((text) => text.replace(/^(https?):\/(?!\/)/, '$1://'));
  const recognised = spellings.find((text) => identify(text).kind !== 'other');
  return canonicalEpc(recognised ?? spellings.find((text) => text.includes(':')) ?? rest);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
