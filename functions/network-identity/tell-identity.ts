import { X509Certificate } from 'node:crypto';
import { signingAt } from '#common/as2/own-identity.ts';
import type { NetworkIdentity } from '#common/store/network-identities.ts';
import type { ToldAs2Identity } from '#shared/messages/network-identity-api.ts';

/** Generations as they are told: nothing of their keys. @param all the latest first */
export function tellIdentities(all: readonly NetworkIdentity[], at: Date): ToldAs2Identity[] {
  const signing = signingAt(all, at)?.generation;
  return all.map(({ generation, as2Id, certificate, signsFrom, createdAt, endedAt }) => {
    const { fingerprint256, validFromDate, validToDate } = new X509Certificate(certificate);
    return {
      generation,
      as2Id,
      certificate,
      sha256: fingerprint256,
      validFrom: validFromDate.toISOString(),
      validTo: validToDate.toISOString(),
      signsFrom,
      signs: generation === signing,
      createdAt,
      ...(endedAt !== undefined && { endedAt }),
    };
  });
}
