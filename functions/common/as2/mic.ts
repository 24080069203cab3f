import { createHash } from 'node:crypto';

/** Hashes that a receipt may tell, in the names of RFC 5751; SHA-1 only because senders ask for it. */
export const micAlgorithms = ['sha-256', 'sha-384', 'sha-512', 'sha-1'] as const;
export type MicAlgorithm = (typeof micAlgorithms)[number];

/** Message integrity check: what a receipt tells of the content that came (RFC 4130 §7.4.3). */
export interface Mic {
  /** Base64. */
  readonly digest: string;
  readonly algorithm: MicAlgorithm;
}

export const micOf = (bytes: Uint8Array, algorithm: MicAlgorithm): Mic => ({
  digest: createHash(algorithm.replace('-', '')).update(bytes).digest('base64'),
  algorithm,
});

/** By any of the names that are in use: `sha256`, `SHA-256`; undefined for all other hashes. */
export function micAlgorithm(name: string): MicAlgorithm | undefined {
  const plain = name.trim().toLowerCase().replace(/[-_]/g, '');
  return micAlgorithms.find((one) => one.replace('-', '') === plain);
}

/** As it stands in a receipt: base64, comma, name. */
export const writeMic = ({ digest, algorithm }: Mic): string => `${digest}, ${algorithm}`;

export function readMic(text: string): Mic | undefined {
  const [digest = '', name = ''] = text.split(',').map((part) => part.trim());
  const algorithm = micAlgorithm(name);
  return digest === '' || algorithm === undefined ? undefined : { digest, algorithm };
}
