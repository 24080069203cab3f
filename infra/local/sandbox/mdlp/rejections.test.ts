import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  demoGtin,
  distributor,
  holder,
  importer,
  maker,
  mdlpClient,
  mdlpDocument,
  mdlpSubjects,
  sgtinOf,
  sgtins,
  ssccOf,
  ssccs,
} from '../../../../test/kit/mdlp-client.ts';
import {
  accepted,
  date,
  home,
  madeHere,
  packs,
  pallet,
  paper,
  plant,
  released,
  second,
  shipped,
  shop,
  sscc,
  union,
} from '../../../../test/kit/mdlp-documents.ts';
import { type MdlpOptions, type MdlpSandbox, startMdlpSandbox } from './sandbox.ts';

const corpus = resolve('../shared/corpus/regulators/russia-mdlp');
const hasCorpus = existsSync(corpus);

let mdlp: MdlpSandbox;
let ms = Date.parse('2026-03-02T10:00:00Z');
afterEach(() => mdlp.close());

async function open(options: Partial<MdlpOptions> = {}) {
  mdlp = await startMdlpSandbox({ port: 0, subjects: mdlpSubjects, throttled: false, now: () => ms, ...options });
  return mdlpClient(mdlp, maker);
}
const inCirculation = (list: readonly string[]) => released(plant, sgtins(...list), 313, 'register_product_emission');
const packInto = (into: string, content: string, type = 911, root = 'unit_pack') =>
  type === 911
    ? mdlpDocument(type, root, { subject_id: plant, sscc: into, operation_date: date, content })
    : mdlpDocument(type, root, { subject_id: plant, operation_date: date, sscc: into, content });
const unpacked = (...list: string[]) =>
  `<documents version="1.38"><unit_unpack action_id="912"><subject_id>${plant}</subject_id><operation_date>${date}</operation_date>${ssccs(...list)}</unit_unpack></documents>`;
const withdrawn = (kind: number, goods: string) =>
  mdlpDocument(552, 'withdrawal', {
    subject_id: plant,
    operation_date: date,
    withdrawal_type: String(kind),
    order_details: goods,
  });
const [one = '', two = '', three = ''] = packs;

describe('the MDLP sandbox rejects', () => {
  test('each thing that may not be, for its reason, and takes the others', async () => {
    const client = await open();
    const wrong = `0${demoGtin.slice(1, -1)}8${one.slice(14)}`;
    expect(await client.send(madeHere(packs))).toMatchObject({ result: 'Accepted' });
    const cases: [string, string, string[]][] = [
      [madeHere([one, sgtinOf(4)]), 'Partial', [`ALREADY_PACKED ${one}`]],
      [madeHere([wrong]), 'Rejected', [`OTHER_GTIN ${wrong}`]],
      [
        inCirculation([one, sgtinOf(9), wrong]),
        'Partial',
        [`UNKNOWN_SGTIN ${sgtinOf(9)}`, `GTIN_CHECK_DIGIT ${wrong}`],
      ],
      [inCirculation([one]), 'Rejected', [`WRONG_STATE ${one}`]],
      [shipped(plant, shop, union(sgtins(two))), 'Rejected', [`WRONG_STATE ${two}`]],
      [inCirculation([two]), 'Accepted', []],
      [shipped(plant, plant, union(sgtins(one))), 'Rejected', ['SAME_PARTY']],
      [shipped(plant, '00000000999999', union(sgtins(one))), 'Rejected', ['UNKNOWN_COUNTERPARTY']],
      [shipped(shop, plant, union(sgtins(one))), 'Rejected', ['NOT_YOUR_SUBJECT']],
      [shipped(plant, shop, union(sgtins(one)).replace('>100.00', '>2000.00')), 'Rejected', [`AMOUNT ${one}`]],
      [shipped(plant, shop, union(sgtins(one))).replace(date, '2026-03-03T00:00:00Z'), 'Rejected', ['FUTURE_DATE']],
      [shipped(plant, shop, union(sgtins(one))), 'Accepted', []],
      [accepted(plant, shop, sgtins(one)), 'Rejected', [`NOT_HELD ${one}`]],
      [withdrawn(20, `<sgtin withdrawal_part="1/2">${two}</sgtin>`), 'Accepted', []],
      [withdrawn(20, sgtins(two, one)), 'Partial', [`WRONG_STATE ${one}`]],
      [withdrawn(21, sgtins(three)), 'Accepted', []],
    ];
    for (const [xml, result, errors] of cases) expect(await client.send(xml)).toMatchObject({ result, errors });
    expect(packs.map(mdlp.stateOf)).toEqual(['transfered_to_owner', 'lp_sampled', 'out_of_circulation']);
  });

  test('containers that are not as they are said to be', async () => {
    const client = await open();
    const other = sgtinOf(5);
    const wrong = `${sscc.slice(0, -1)}${(Number(sscc.at(-1)) + 1) % 10}`;
    const detail = (series: string) =>
      `<detail><gtin>${demoGtin}</gtin><series_number>${series}</series_number><cost>1.00</cost><vat_value>0.10</vat_value></detail>`;
    const sending = (details = '') =>
      shipped(plant, shop, union(`<sscc_detail>${ssccs(sscc)}${details}</sscc_detail>`));
    const cases: [string, string, string[]][] = [
      [madeHere(packs), 'Accepted', []],
      [madeHere([other], 'L2'), 'Accepted', []],
      [packInto(wrong, sgtins(...packs)), 'Rejected', [`SSCC_CHECK_DIGIT ${wrong}`]],
      [packInto(sscc, sgtins(one, two)), 'Accepted', []],
      [packInto(sscc, sgtins(three)), 'Rejected', [`SSCC_IN_USE ${sscc}`]],
      [packInto(pallet, ssccs(ssccOf(7))), 'Rejected', [`UNKNOWN_SSCC ${ssccOf(7)}`]],
      [packInto(pallet, sgtins(two, three)), 'Rejected', [`INSIDE_CONTAINER ${two}`]],
      [packInto(sscc, sgtins(other), 914, 'unit_append'), 'Accepted', []],
      [packInto(pallet, ssccs(sscc)), 'Accepted', []],
      [packInto(sscc, ssccs(pallet), 914, 'unit_append'), 'Rejected', [`INSIDE_CONTAINER ${pallet}`]],
      [inCirculation([one, two, other]), 'Accepted', []],
      [sending(), 'Rejected', [`INSIDE_CONTAINER ${sscc}`]],
      [shipped(plant, shop, union(sgtins(one))), 'Rejected', [`INSIDE_CONTAINER ${one}`]],
      [unpacked(pallet, ssccOf(8)), 'Partial', [`UNKNOWN_SSCC ${ssccOf(8)}`]],
      [sending(), 'Rejected', [`CONTENT_NOT_COVERED ${sscc}`]],
      [sending(detail('L1')), 'Rejected', [`CONTENT_NOT_COVERED ${sscc}`]],
      [sending(detail('L1') + detail('L2')), 'Accepted', []],
      [packInto(pallet, ssccs(sscc)), 'Rejected', [`WRONG_STATE ${sscc}`]],
      [unpacked(sscc), 'Rejected', [`WRONG_STATE ${sscc}`]],
    ];
    for (const [xml, result, errors] of cases) expect(await client.send(xml)).toMatchObject({ result, errors });
  });

  test('what its own sender does not trust, products that nobody registered, and what is past its date', async () => {
    const subjects = [maker, { ...distributor, trustsOnlyListed: true }, importer, holder];
    const client = await open({ subjects, products: [{ gtin: demoGtin, name: 'Seriatin' }] });
    const shop_ = await mdlpClient(mdlp, distributor);
    const otherGtin = '09521234563037';
    await client.send(madeHere(packs));
    await client.send(inCirculation(packs));
    const sending = (n: number) => client.send(shipped(plant, shop, union(sgtins(packs[n] ?? ''))));
    expect((await client.send(madeHere(packs).replaceAll(demoGtin, otherGtin))).errors).toEqual(['UNKNOWN_GTIN']);
    expect((await sending(0)).errors).toEqual(['NOT_TRUSTED']);
    expect((await shop_.as('POST', 'reestr/trusted_partners/add', { trusted_partners: ['nobody'] })).status).toBe(400);
    await shop_.as('POST', 'reestr/trusted_partners/add', { trusted_partners: [maker.systemId] });
    expect((await sending(0)).result).toBe('Accepted');
    const now = ms;
    ms = Date.parse('2028-02-29T00:00:00Z');
    await client.signIn();
    expect((await sending(1)).errors).toEqual([`EXPIRED ${two}`]);
    ms = now;
  });

  test('a recall of a document for what has moved on since, or that is not the sender’s', async () => {
    const client = await open();
    await client.send(madeHere(packs));
    const { id } = await client.send(inCirculation(packs));
    await client.send(shipped(plant, shop, union(sgtins(one))));
    const recall = (operation: string, type: number) =>
      mdlpDocument(250, 'recall', {
        subject_id: plant,
        operation_date: date,
        operation_id: operation,
        recall_action_id: String(type),
      });
    expect((await client.send(recall('nothing', 313))).errors).toEqual(['UNKNOWN_DOCUMENT']);
    expect((await client.send(recall(id, 342))).errors).toEqual(['OTHER_DOCUMENT']);
    expect(await client.send(recall(id, 313))).toMatchObject({ result: 'Partial', errors: [`MOVED_ON ${one}`] });
    expect((await client.send(recall(id, 313))).result).toBe('Rejected');
    expect(packs.map(mdlp.stateOf)).toEqual(['transfered_to_owner', 'marked', 'marked']);
  });

  test('goods between places of two subjects, and lets them go between those of one', async () => {
    const client = await open();
    const home_ = await mdlpClient(mdlp, importer);
    const moved = (from: string, to: string) =>
      mdlpDocument(431, 'move_place', {
        subject_id: from,
        receiver_id: to,
        operation_date: date,
        ...paper,
        order_details: sgtins(one),
      });
    await client.send(madeHere(packs));
    await client.send(inCirculation(packs));
    expect((await client.send(moved(plant, shop))).errors).toEqual(['NOT_OWN_PLACE']);
    await client.send(shipped(plant, home, union(sgtins(one))));
    await home_.send(accepted(home, plant, sgtins(one)));
    expect((await home_.send(moved(home, second))).result).toBe('Accepted');
    const { body } = await home_.as('POST', 'reestr/sgtin/filter', {
      filter: { branch_id: second },
      start_from: 0,
      count: 1,
    });
    expect(body.total).toBe(1);
  });

  test('whole documents that do not follow the schema, and says so before it looks at what they name', async () => {
    const client = await open();
    const good = madeHere(packs);
    const bad = [
      `<?xml version="1.0"?>${good}`,
      good.replace(' version="1.38"', ''),
      good.replace('1.38', '1.34'),
      good.replace(sgtins(one), sgtins(two)),
      good.replace('<order_type>1</order_type>', ''),
      good.replace('28.02.2028', '30.02.2028'),
      good.replace('+03:00', ''),
      good.replace('action_id="10311"', 'action_id="313"'),
      good.slice(0, -3),
      `<!DOCTYPE a [<!ENTITY b "c">]>${good}`,
    ];
    for (const xml of bad)
      expect(await client.send(xml)).toMatchObject({ result: 'Rejected', errors: [expect.stringMatching('SCHEMA')] });
    expect(packs.map(mdlp.stateOf)).toEqual(['unknown', 'unknown', 'unknown']);
    const outcome = await client.as('POST', 'documents/outcome', { start_from: 0, count: 1 });
    expect(outcome.body.documents[0].doc_status).toBe('FAILED_RESULT_READY');
  });
});

interface Negative {
  readonly file: string;
  readonly class: 'schema' | 'business';
}
const stated: Readonly<Record<string, string>> = {
  '911-sscc-bad-check-digit': 'SSCC_CHECK_DIGIT',
  '415-sender-equals-receiver': 'SAME_PARTY',
  '313-unknown-sgtin': 'UNKNOWN_SGTIN',
};

describe.skipIf(!hasCorpus)('the MDLP sandbox and the corpus', () => {
  test('refuses each negative sample for its stated reason, by its own checks and by the operator’s schemas', async () => {
    const negatives: Negative[] = JSON.parse(readFileSync(join(corpus, 'samples/negatives.json'), 'utf8'));
    ms = Date.parse('2026-06-01T00:00:00Z');
    const client = await open({ schemas: join(corpus, 'xsd') });
    expect(await client.send(madeHere(packs))).toMatchObject({ result: 'Accepted', errors: [] });
    for (const { file, class: kind } of negatives) {
      const { result, errors } = await client.send(readFileSync(join(corpus, file), 'utf8'));
      const [name = ''] = /[\w-]+(?=\.xml)/.exec(file) ?? [];
      const code = kind === 'schema' ? 'SCHEMA' : (stated[name] ?? 'none');
      expect([file, result, errors[0]?.split(' ')[0]]).toEqual([file, 'Rejected', code]);
    }
  });
});
