import type { SendToQueue } from '#common/send/queue.ts';
import { type Documents, serialListKey } from '#common/store/documents.ts';
import type { ListedCode } from '#common/store/listed-codes.ts';
import type { ObjectFacts } from '#common/store/object-writer.ts';
import type { Refill } from '#common/store/refills.ts';
import type { SerialImport } from '#common/store/serial-import-row.ts';
import type { SerialImports } from '#common/store/serial-imports.ts';
import { IssuerFault } from './issuer.ts';

export interface BringNeeds {
  readonly imports: Pick<SerialImports, 'get' | 'create'>;
  readonly documents: Pick<Documents, 'facts'>;
  readonly write: (key: string, contentType: string, source: AsyncIterable<Uint8Array>) => Promise<ObjectFacts>;
  readonly wakeImport: SendToQueue;
  readonly now: () => Date;
}

const MEDIA_TYPE = 'application/x-ndjson';
/** Until `sweep` looks after a list whose message was lost. */
const WAKE_MS = 60_000;

/** The import that a refill's codes come in by, once there is one. A refill that was tried anew under other settings has another. */
export const listOf = (
  { imports }: Pick<BringNeeds, 'imports'>,
  { tenant, pool, requestId }: Pick<Refill, 'tenant' | 'pool' | 'requestId'>,
) => imports.get(tenant, pool, requestId);

/** Writes the codes as a list into the bucket, as a client would put one there, and has it imported. Nothing is seen of a list that broke off. */
export async function bringIn(
  needs: BringNeeds,
  refill: Refill,
  codes: AsyncIterable<readonly ListedCode[]>,
): Promise<void> {
  const { tenant, pool, requestId: importId } = refill;
  const key = serialListKey(tenant, pool, importId);
  await needs.write(key, MEDIA_TYPE, lines(codes));
  const facts = await needs.documents.facts(key);
  if (facts === undefined) throw new IssuerFault('the list is not in the bucket');
  const at = needs.now();
  const row: SerialImport = {
    importId,
    pool,
    state: 'waiting',
    key,
    etag: facts.etag,
    bytes: facts.bytes,
    mediaType: MEDIA_TYPE,
    by: refill.refillId,
    home: tenant,
    at: at.toISOString(),
  };
  await needs.imports.create(tenant, row, new Date(at.getTime() + WAKE_MS));
  await needs.wakeImport({ tenant, pool, importId });
}

async function* lines(codes: AsyncIterable<readonly ListedCode[]>): AsyncGenerator<Uint8Array> {
  for await (const some of codes) yield Buffer.from(some.map((listed) => `${JSON.stringify(listed)}\n`).join(''));
}
