import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { holder, importer, mdlpDocument, sgtins, ssccs } from '../../../../../test/kit/mdlp-client.ts';
import { accepted, date, madeHere, packs, paper, plant, shop, sscc } from '../../../../../test/kit/mdlp-documents.ts';
import { schemaCheck } from './check-by-schema.ts';
import { checkDocument } from './check-document.ts';
import { type Node, readXml } from './read-xml.ts';
import { writeXml } from './write-xml.ts';

const corpus = resolve('../shared/corpus/regulators/russia-mdlp');
const hasCorpus = existsSync(corpus);

const by = { subject_id: plant, operation_date: date };
const company = '<ul><inn>7700000004</inn><kpp>770001001</kpp></ul>';
const worth = '<customs_value>1.00</customs_value>';
const goods = sgtins(...packs) + ssccs(sscc);
/** Documents that the corpus has no sample of. */
const ours: Readonly<Record<string, string>> = {
  251: mdlpDocument(251, 'refusal_sender', { ...by, receiver_id: shop, reason: 'r', order_details: goods }),
  331: mdlpDocument(331, 'foreign_shipment', {
    ...{ subject_id: holder.systemId, receiver_id: importer.systemId, custom_receiver_id: importer.systemId },
    ...{ operation_date: date, contract_type: '1', ...paper, order_details: goods },
  }),
  335: mdlpDocument(335, 'fts_data', {
    ...{ subject_id: importer.systemId, operation_date: date, custom_procedure_code: '40' },
    order_details: `<union>${sgtins(...packs.slice(1, 2))}${worth}</union>`,
  }).replace(
    '<custom_procedure_code>',
    '<fts_info><customs_code>10113100</customs_code><registration_date>02.03.2026</registration_date><gtd_number>0001234</gtd_number></fts_info><custom_procedure_code>',
  ),
  541: mdlpDocument(541, 'move_destruction', {
    ...{ ...by, destruction_org: `<fias_addr>${holder.systemId}</fias_addr>${company}`, ...paper },
    ...{ act_number: 'A', act_date: '02.03.2026' },
    order_details: `<detail>${ssccs(sscc)}<destruction_type>1</destruction_type></detail>`,
  }),
  701: accepted(shop, plant, goods),
  912: mdlpDocument(912, 'unit_unpack', { ...by, sscc, is_recursive: 'true' }),
  913: mdlpDocument(913, 'unit_extract', { ...by, content: goods }),
  10311: madeHere(packs),
};

/** A document with one element left out, written twice, emptied, or with other text. */
function* mutants(root: Node): Generator<Node> {
  for (const [index, child] of root.children.entries()) {
    const others = (...instead: Node[]) => ({ ...root, children: root.children.toSpliced(index, 1, ...instead) });
    yield others();
    yield others(child, child);
    if (child.children.length === 0)
      for (const text of ['', '0', 'x y', ` ${child.text}`]) yield others({ ...child, text });
    yield others({ ...child, attributes: { ...child.attributes, other: '1' } });
    if (index > 0)
      yield { ...root, children: root.children.toSpliced(index - 1, 2, child, root.children[index - 1] ?? child) };
    for (const inner of mutants(child)) yield others(inner);
  }
}

describe.skipIf(!hasCorpus)('the sandbox’s own checks of documents', () => {
  const bySchema = hasCorpus ? schemaCheck(join(corpus, 'xsd')) : () => [];
  const folder = join(corpus, 'samples/valid');
  const taken = (hasCorpus ? readdirSync(folder) : [])
    .map((name) => ({ name, root: readXml(readFileSync(join(folder, name), 'utf8')) }))
    .concat(Object.entries(ours).map(([name, xml]) => ({ name, root: readXml(xml) })))
    .filter(({ root }) => checkDocument(root).kind !== undefined);

  test('take every valid sample of the documents that the sandbox knows', () => {
    expect(taken.length).toBeGreaterThan(20);
    for (const { name, root } of taken) expect([name, ...checkDocument(root).problems]).toEqual([name]);
  });

  test.each(taken)('let nothing of $name pass that the operator’s schemas do not', ({ root }) => {
    for (const mutant of mutants(root)) {
      const xml = writeXml(mutant);
      if (bySchema(xml).length > 0) expect([xml, checkDocument(readXml(xml)).problems.length > 0]).toEqual([xml, true]);
    }
  });

  test('are no stricter, but that values are written plainly and a container is unpacked once', () => {
    for (const { root } of taken)
      for (const mutant of mutants(root)) {
        const xml = writeXml(mutant);
        if (bySchema(xml).length > 0) continue;
        const { problems } = checkDocument(readXml(xml));
        const known = problems.filter((one) => /" \S/.test(one) || /^sscc: \d+ is repeated/.test(one));
        expect([xml, ...problems]).toEqual([xml, ...known]);
      }
  });
});
