import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { orRefuse } from '#common/refused.ts';
import { masterData } from '#common/store/master-data.ts';
import {
  approveVersion,
  type Step,
  saveDraft,
  submitVersion,
  type Unchanged,
} from '#shared/master-data/change-version.ts';
import { kindsWith } from '#shared/master-data/kinds.ts';
import type { MasterHead, MasterKind } from '#shared/master-data/version.ts';
import type { Refusal } from '#shared/refusal.ts';
import { tables } from './dynoxide.ts';

/** Long before every test's own time, so that it is in force. */
const AT = '2026-01-01T00:00:00.000Z';

/**
 * Master data in force, as if one person had written and another approved it. What is in force already gets another version; the same content again
 * changes nothing. Answers the version.
 */
export async function approved(
  db: DynamoDBDocumentClient,
  tenant: string,
  kind: MasterKind,
  id: string,
  item: object,
): Promise<number> {
  const store = masterData(db, tables.registry);
  const content = kindsWith()[kind].read(id, item);
  if (Array.isArray(content)) throw new Error(`${kind} ${id}: ${content.map(({ detail }) => detail).join('; ')}`);
  let version = 0;
  const take = async (by: string, decide: (head: MasterHead | undefined) => Step | Unchanged | Refusal) => {
    const read = await store.get(tenant, kind, id);
    const step = orRefuse(decide(read?.head));
    if (step === 'unchanged') return 'unchanged';
    version = step.version;
    const audit = {
      at: AT,
      by,
      home: tenant,
      act: `${kind}-${step.did}`,
      subject: `${kind} ${id}`,
      detail: { version },
    };
    const done = await store.commit({
      tenant,
      kind,
      id,
      read,
      step,
      claims: step.closed && kind === 'product' ? [id] : [],
      audit,
    });
    if (done === 'overtaken') throw new Error(`${kind} ${id} belongs to somebody else`);
    return step;
  };
  if ((await take('author', (head) => saveDraft(head, content, { by: 'author', at: AT }))) === 'unchanged') {
    const head = (await store.get(tenant, kind, id))?.head;
    return head?.current.at(-1)?.version ?? 0;
  }
  await take('author', (head) => submitVersion(head, { by: 'author', at: AT }));
  await take('approver', (head) =>
    approveVersion(head, { version, revision: head?.open?.revision ?? 0 }, { by: 'approver', at: AT }),
  );
  return version;
}
