import { afterAll, beforeAll, expect, test } from 'vitest';
import { orRefuse } from '#common/refused.ts';
import { approveVersion, type Step, saveDraft, type Unchanged, withdraw } from '#shared/master-data/change-version.ts';
import { kindsWith } from '#shared/master-data/kinds.ts';
import type { MasterHead } from '#shared/master-data/version.ts';
import type { Refusal } from '#shared/refusal.ts';
import { approved } from '../../../test/kit/approved.ts';
import { aProduct } from '../../../test/kit/builders.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { masterData } from './master-data.ts';
import { registry } from './registry.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const tenant = 'acme';
const [withdrawn, drafted, standing] = ['09521321543218', '09521321000018', '09521321000025'];
const at = '2026-02-01T00:00:00.000Z';

async function change(id: string, by: string, decide: (head?: MasterHead) => Step | Unchanged | Refusal) {
  const store = masterData(engine.db, tables.registry);
  const read = await store.get(tenant, 'product', id);
  const step = orRefuse(decide(read?.head));
  if (step === 'unchanged') throw new Error('nothing changed');
  const audit = { at, by, home: tenant, act: 'product-changed', subject: id, detail: { version: step.version } };
  await store.commit({ tenant, kind: 'product', id, read, step, claims: [], audit });
}

test('products that were withdrawn are known as they were approved last, and drafts are not', async () => {
  for (const gtin of [withdrawn, standing]) await approved(engine.db, tenant, 'product', gtin, aProduct());
  await approved(engine.db, tenant, 'product', withdrawn, aProduct({ name: 'Acmeprazole forte' }));
  await change(withdrawn, 'author', (head) => withdraw(head, { by: 'author', at }, 'not made any more'));
  await change(withdrawn, 'approver', (head) =>
    approveVersion(head, { version: 3, revision: head?.open?.revision ?? 0 }, { by: 'approver', at }),
  );
  const content = kindsWith().product.read(drafted, aProduct());
  if (Array.isArray(content)) throw new Error('no product');
  await change(drafted, 'author', (head) => saveDraft(head, content, { by: 'author', at }));

  const known = registry(engine.db, tables.registry, () => new Date('2026-03-01T00:00:00.000Z'));
  const namesOf = (products: readonly { gtin: string; name: string }[]) =>
    products.map(({ gtin, name }) => [gtin, name]).toSorted();
  expect(namesOf(await known.products(tenant))).toEqual([[standing, 'Acmeprazole 20 mg']]);
  expect(namesOf(await known.productsEver(tenant))).toEqual([
    [standing, 'Acmeprazole 20 mg'],
    [withdrawn, 'Acmeprazole forte'],
  ]);
});
