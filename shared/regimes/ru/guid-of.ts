import { sha256 } from '../../wire/sha256.ts';

/** The GUID by which the operator knows a request of ours: the same for the same, in the form of a name-based UUID (RFC 9562 §5.8). */
export function guidOf(name: string): string {
  const digest = sha256(name);
  const variant = '89ab'[Number.parseInt(digest.slice(16, 17), 16) & 3];
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`];
  return [...parts, `${variant}${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
}
