import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { makeCertificate } from '#common/as2/own-certificate.ts';
import { sealedKey } from '#common/as2/own-identity.ts';
import { auditPut } from '#common/store/audit.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { tables } from '../kit/dynoxide.ts';
import { root } from '../kit/sftp-partner.ts';
import { tenant } from './network-documents.ts';

/** Gives the tenant what it is in AS2, long before; its certificate. */
export async function giveIdentity(db: DynamoDBDocumentClient): Promise<string> {
  const at = new Date('2026-01-01T00:00:00Z');
  const createdAt = at.toISOString();
  const as2Id = 'BENCH';
  const { certificate, key } = await makeCertificate(as2Id, at);
  const sealed = await sealedKey(root, tenant, 1, key);
  const made = {
    generation: 1,
    as2Id,
    certificate,
    sealedKey: sealed,
    createdAt,
    signsFrom: createdAt,
    createdBy: 'bench',
  };
  const said = { act: 'network-identity-made', subject: 'network-identity 1', detail: {} };
  const audit = auditPut(tables.registry, tenant, { at: createdAt, by: 'bench', home: tenant, ...said });
  await networkIdentities(db, tables.registry).add(tenant, made, audit);
  return certificate;
}
