import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import {
  distributor,
  holder,
  importer,
  type MdlpClient,
  mdlpClient,
  mdlpDocument,
  mdlpSubjects,
  sgtinOf,
  sgtins,
  ssccs,
} from '../../../../test/kit/mdlp-client.ts';
import {
  accepted,
  bringIn,
  date,
  home,
  packed,
  packs,
  paper,
  shipped,
  shop,
  sscc,
  union,
} from '../../../../test/kit/mdlp-documents.ts';
import { schemaCheck } from './documents/check-by-schema.ts';
import { type MdlpSandbox, startMdlpSandbox } from './sandbox.ts';

const schemas = resolve('../shared/corpus/regulators/russia-mdlp/xsd');
let mdlp: MdlpSandbox;
afterEach(() => mdlp.close());

const refused = (type: number, root: string, from: string, name: string, to: string, goods: string) =>
  mdlpDocument(type, root, {
    subject_id: from,
    operation_date: date,
    [name]: to,
    reason: 'wrong goods',
    order_details: goods,
  });
const terms = { source: '1', contract_type: '1' };

/** What each side sends, one after the other, so that every notice is written. */
function* deeds(abroad: MdlpClient, home_: MdlpClient, shop_: MdlpClient): Generator<[MdlpClient, string]> {
  for (const [client, , xml] of bringIn(abroad, home_)) yield [client, xml];
  const early = { subject_id: holder.systemId, receiver_id: importer.systemId, operation_date: date, ...paper };
  yield [abroad, packed([sgtinOf(20)])];
  yield [abroad, mdlpDocument(351, 'change_owner', { ...early, order_details: sgtins(sgtinOf(20)) })];
  const [first = '', second = '', third = ''] = packs;
  const whole = ssccs(sscc);
  const sending = shipped(home, shop, union(`<sscc_detail>${whole}</sscc_detail>`));
  yield [home_, sending];
  yield [shop_, refused(252, 'refusal_receiver', shop, 'shipper_id', home, whole)];
  yield [home_, sending];
  yield [home_, refused(251, 'refusal_sender', home, 'receiver_id', shop, whole)];
  yield [home_, mdlpDocument(912, 'unit_unpack', { subject_id: home, operation_date: date, sscc })];
  const by = { subject_id: shop, shipper_id: home, operation_date: date, ...paper };
  const goods = union(sgtins(first)) + union(sgtins(sgtinOf(9)));
  yield [shop_, mdlpDocument(416, 'receive_order', { ...by, receive_type: '1', ...terms, order_details: goods })];
  yield [home_, accepted(home, shop, sgtins(first))];
  yield [
    shop_,
    mdlpDocument(702, 'posting', {
      ...by,
      receive_type: '1',
      contract_type: '1',
      source: '1',
      order_details: union(sgtins(second)),
    }),
  ];
  const moved = { subject_id: home, owner_id: shop, operation_date: date, doc_date: paper.doc_date, doc_num: 'N' };
  yield [home_, mdlpDocument(381, 'move_owner', { ...moved, order_details: sgtins(third) })];
  const owned = { subject_id: distributor.systemId, receiver_id: importer.systemId, operation_date: date, ...paper };
  yield [shop_, mdlpDocument(351, 'change_owner', { ...owned, order_details: sgtins(third) })];
}

test.skipIf(!existsSync(schemas))(
  'all that the operator writes follows its own schemas: notices to each side, and tickets',
  async () => {
    mdlp = await startMdlpSandbox({ port: 0, subjects: mdlpSubjects, throttled: false });
    const sides = await Promise.all([
      mdlpClient(mdlp, holder),
      mdlpClient(mdlp, importer),
      mdlpClient(mdlp, distributor),
    ] as const);
    const problems = schemaCheck(schemas);
    const results: (string | undefined)[] = [];
    for (const [client, xml] of deeds(...sides)) {
      expect([xml, ...problems(xml)]).toEqual([xml]);
      const { id, result } = await client.send(xml);
      results.push(result);
      const ticket = await client.ticket(id);
      expect([ticket, ...problems(ticket)]).toEqual([ticket]);
    }
    // Last: goods in circulation do not change their owner by a 351.
    expect(results.filter((one) => one !== 'Accepted')).toEqual(['Partial', 'Rejected']);
    const told: number[] = [];
    for (const client of sides)
      for (const { document_id, doc_type } of await client.income()) {
        const { body } = await client.as('GET', `documents/download/${document_id}`);
        const { text } = await client.call('GET', body.link);
        expect([text, ...problems(text)]).toEqual([text]);
        told.push(doc_type);
      }
    expect(told).toEqual([614, 613, 609, 606, 602, 617, 627, 601, 601, 605, 607, 603]);
  },
);
