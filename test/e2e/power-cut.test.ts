import { afterAll, expect, test } from 'vitest';
import { queryEvents } from '../kit/epcis-results.ts';
import { type Product, startProduct } from '../kit/product.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';

const CUTS = 10;
const UNITS = 240;
const folder = temporaryFolder();
let product: Product | undefined;

afterAll(async () => {
  await product?.kill('SIGKILL');
  folder.remove();
});

/** Waits until the line has printed that many cartons, by asking the operator's page. */
async function printed(running: Product, count: number): Promise<void> {
  for (;;) {
    const status = await fetch(`${running.hmiUrl}/status`).then(
      (answer) => answer.text(),
      () => '',
    );
    const now = /"printed":(\d+)/.exec(status)?.[1];
    if (now !== undefined && Number(now) >= count) return;
    if (running.output.some((line) => line.startsWith('{"lot"'))) return;
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

/** The agent's process, which its page names; it may just be starting again. */
async function agentOf(running: Product): Promise<number> {
  for (;;) {
    const status = await fetch(`${running.hmiUrl}/status`).then(
      (answer) => answer.text(),
      () => '',
    );
    const pid = Number(/"pid":(\d+)/.exec(status)?.[1]);
    if (pid > 0) return pid;
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

/** Cartons printed at each cut: a different moment every time, anywhere in the life of a carton, a case, an outbox row. `CUTS_AT=18,37,…` repeats a run. */
const moments = (
  process.env['CUTS_AT']?.split(',').map(Number) ??
  Array.from({ length: CUTS }, (_, i) => ((i + 1) * UNITS) / (CUTS + 2) + Math.random() * 5)
).map(Math.floor);

test(`cloud and agent are killed ${CUTS} times in the middle of a batch; it reconciles and nothing is commissioned twice`, {
  timeout: 480_000,
}, async () => {
  const args = ['--json', '--units', `${UNITS}`, '--speed', '1200', '--hasten', '20'];
  console.log(`cuts at ${moments.join(',')} cartons; CUTS_AT repeats them`);
  for (const [cut, moment] of moments.entries()) {
    product ??= await startProduct(folder.path, args);
    await printed(product, moment);
    if (cut % 2 === 1) {
      process.kill(await agentOf(product), 'SIGKILL');
    } else {
      await product.kill('SIGKILL');
      product = undefined;
    }
  }
  product ??= await startProduct(folder.path, args);
  const result = JSON.parse(await product.line(/^\{"lot"/));
  const { printed: all, commissioned, rejected, sampled, destroyed, unaccounted } = result;
  expect(unaccounted).toBe(0);
  expect(all).toBe(UNITS);
  expect(commissioned + rejected + sampled + destroyed).toBe(all);
  expect(result.submissions).toEqual(
    expect.arrayContaining([{ market: 'EU', report: 'product-pack-data', state: 'acknowledged' }]),
  );
  expect(result.submissions.every(({ state }: { state: string }) => state === 'acknowledged')).toBe(true);
  expect(result.deliveries).toEqual([{ partner: 'medico', state: 'delivered' }]);

  const events = await queryEvents(product, { EQ_bizStep: 'commissioning' });
  const packs = events.flatMap(({ epcList }) => epcList).filter((epc) => epc.includes('/01/'));
  expect(new Set(packs).size).toBe(packs.length);
  expect(packs).toHaveLength(commissioned);
  const packed = (await queryEvents(product, { EQ_bizStep: 'packing' })).flatMap(({ childEPCs }) => childEPCs);
  expect(new Set(packed).size).toBe(packed.length);
  expect(packs.every((pack) => packed.includes(pack))).toBe(true);
});
