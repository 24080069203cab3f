import * as v from 'valibot';
import { as2Name } from '../network/channel-settings.ts';

/** A new key and certificate for AS2, the first or the next. */
export const newAs2Identity = v.strictObject({
  /** Our AS2 name: AS2-From of what is sent, AS2-To of what comes in. */
  as2Id: as2Name,
  /** From when on it signs, ISO 8601; absent: at once. Partners need its certificate before. It decrypts from the beginning. */
  signsFrom: v.optional(v.pipe(v.string(), v.isoTimestamp())),
});

export const toldAs2Identity = v.object({
  generation: v.number(),
  as2Id: v.string(),
  /** PEM. */
  certificate: v.string(),
  /** Hex, with colons, as certificates are compared on the telephone. */
  sha256: v.string(),
  validFrom: v.string(),
  validTo: v.string(),
  signsFrom: v.string(),
  /** The one that signs now. */
  signs: v.boolean(),
  createdAt: v.string(),
  endedAt: v.exactOptional(v.string()),
});
export type ToldAs2Identity = v.InferOutput<typeof toldAs2Identity>;

export const toldSshKey = v.object({
  generation: v.number(),
  /** The line for `authorized_keys`. */
  publicKey: v.string(),
  /** As `ssh-keygen -lf` prints it. */
  fingerprint: v.string(),
  /** Partners are shown it whose version names none (`sftp.keyGeneration`). */
  usual: v.boolean(),
  /** Absent of the first, which was always there. */
  createdAt: v.exactOptional(v.string()),
  endedAt: v.exactOptional(v.string()),
});
export type ToldSshKey = v.InferOutput<typeof toldSshKey>;

/** What partners are given to reach us and to know us by; none of it is secret. */
export const toldNetworkIdentity = v.object({
  /** Where partners send by AS2; the path alone where the installation does not know its own address. */
  as2Url: v.string(),
  as2: v.array(toldAs2Identity),
  /** The usual key; and all, the latest first. A partner that gave us a key of its own (credential `ssh-key`) is shown that instead. */
  ssh: v.object({ publicKey: v.string(), fingerprint: v.string(), keys: v.array(toldSshKey) }),
});
