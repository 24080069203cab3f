import type { PackIdentity } from './pack-identity.ts';

/** Who asks what for, and the id that comes back. */
export interface Question {
  readonly pack: PackIdentity;
  /** 13 digits. */
  readonly reqGLN: string;
  readonly corrUUID: string;
  readonly context?: 'dscsaSaleableReturn';
}

/**
 * The URL of a verification request (GS1 Lightweight Messaging 1.0.2).
 *
 * @param base URL of the responder; `/verify/…` is put behind it
 */
export function questionUrl(base: string, { pack, reqGLN, corrUUID, context }: Question): string {
  const { gtin, lot, serial, exp } = pack;
  const path = `verify/gtin/${gtin}/lot/${segment(lot)}/ser/${segment(serial)}`;
  const query = { exp, linkType: 'verificationService', ...(context && { context }), reqGLN, corrUUID };
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${base.replace(/\/+$/, '')}/${path}?${pairs.join('&')}`;
}

/** A lot `.` or `..` would be taken for a step in the path (RFC 3986 §5.2.4). */
const segment = (text: string) => (/^\.{1,2}$/.test(text) ? text.replaceAll('.', '%2E') : encodeURIComponent(text));
