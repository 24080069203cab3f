import { readdirSync } from 'node:fs';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { isRefusal } from '#shared/refusal.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { queryEvents } from '../../kit/epcis-results.ts';
import { type Product, startProduct } from '../../kit/product.ts';
import { temporaryFolder } from '../../kit/temporary-folder.ts';
import { corpusText, hasCorpus } from './corpus.ts';

const examples = 'examples/gs1/json-2.0';
const jobShape = v.looseObject({
  running: v.boolean(),
  success: v.boolean(),
  errors: v.optional(v.array(v.unknown())),
});

describe.skipIf(!hasCorpus)('GS1’s own example documents', () => {
  const folder = temporaryFolder();
  let product: Product;
  beforeAll(async () => {
    product = await startProduct(folder.path, ['--no-line']);
  });
  afterAll(async () => {
    await product?.kill('SIGTERM');
    folder.remove();
  });

  // Two examples carry one event id with different content, which is a conflict for one tenant; bare events go to another.
  const tenantOf = (file: string) => (file.endsWith('.json') ? 'packright' : 'acme-pharma');
  const files = hasCorpus ? readdirSync(`../shared/corpus/epcis/${examples}`).sort() : [];
  test.each(files)('%s is captured over HTTP and found by its EPCs', async (file) => {
    const text = corpusText(`${examples}/${file}`);
    const tenant = tenantOf(file);
    const headers = { 'content-type': 'application/ld+json' };
    const accepted = await product.fetch('/epcis/capture', { method: 'POST', headers, body: text, tenant });
    expect(accepted.status, await accepted.text()).toBe(202);
    expect(await finished(product, accepted.headers.get('location') ?? '', tenant)).toMatchObject({ success: true });

    const document = readJsonDocument(text);
    if (isRefusal(document)) throw new Error(document.detail);
    for (const event of document.events)
      for (const { epc } of mentionsOf(event)) {
        const found = await queryEvents(product, { MATCH_anyEPC: epc }, tenant);
        expect(found.map(({ type }) => type)).toContain(event.type);
      }
  });
});

async function finished(product: Product, location: string, tenant: string) {
  for (;;) {
    const job = v.parse(jobShape, await (await product.fetch(location, { tenant })).json());
    if (!job.running) return job;
    await new Promise((resume) => setTimeout(resume, 50));
  }
}
