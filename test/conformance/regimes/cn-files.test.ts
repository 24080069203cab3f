import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { billQuestion, methods, relationQuestion } from '#shared/regimes/cn/calls.ts';
import { readBill } from '#shared/regimes/cn/read-bill.ts';
import { readRelations } from '#shared/regimes/cn/read-relation.ts';
import { readWireAnswer } from '#shared/regimes/cn/wire-answer.ts';
import { writeBill } from '#shared/regimes/cn/write-bill.ts';
import { writeRelations } from '#shared/regimes/cn/write-relation.ts';
import { readBillFile } from '../../../infra/local/sandbox/msfx/bill-file.ts';
import { readRelationFile } from '../../../infra/local/sandbox/msfx/relation-file.ts';

const folder = new URL('../../../../shared/corpus/regulators/china-msfx/samples/', import.meta.url);
const isThere = existsSync(folder);
const named = (pattern: RegExp) => (isThere ? readdirSync(folder).filter((name) => pattern.test(name)) : []);
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const jsonOf = (name: string): Record<string, unknown> => JSON.parse(textOf(name));

describe.skipIf(!isThere)('samples of Ma Shang Fang Xin', () => {
  test.each(named(/^relation-/))('%s is read by both, and written as it was read', (name) => {
    const read = readRelations(textOf(name));
    if (isRefusal(read)) throw new Error(read.detail);
    expect(writeRelations(read).trim()).toBe(textOf(name).trim());
    expect(readRelationFile(textOf(name))).toMatchObject(read.map(({ codes }) => ({ rows: { length: codes.length } })));
  });

  test.each(named(/^bill-/))('%s is read by both', (name) => {
    const read = readBill(textOf(name));
    if (isRefusal(read)) throw new Error(read.detail);
    expect(readBillFile(textOf(name))).toEqual({ type: read.type, billCode: read.billCode, codes: read.codes });
    // The samples count seconds on from code to code; ours have one time for all.
    const flat = (xml: string) => xml.replace(/:\d\d" WrongCode/g, ':00" WrongCode').trim();
    expect(flat(writeBill(read))).toBe(flat(textOf(name)));
  });

  test('a code that stands twice is refused by both for that', () => {
    const xml = textOf('bad-relation-duplicate-code.xml');
    expect(readRelations(xml)).toMatchObject({
      refused: 'conflict',
      detail: expect.stringContaining('81999990000001001899 stands twice'),
      at: '/relations/0/codes/8/curCode',
    });
    expect(readRelationFile(xml)).toEqual({ code: 'CODE_DUPLICATE', info: '81999990000001001899 stands twice' });
  });

  test('questions have the parameters of the samples', () => {
    const namesIn = (form: string) => [...new URLSearchParams(form).keys()].toSorted();
    const namesOf = (name: string) => Object.keys(jsonOf(name)).toSorted();
    expect(namesIn(relationQuestion('ref0001', 'LOT2026A01'))).toEqual(namesOf('top-codeprocess-request.json'));
    const asked = new Set(namesIn(billQuestion('ref0001', 'SO-1')));
    for (const name of namesOf('top-searchstatus-request.json')) expect([...asked, 'deal_status']).toContain(name);
  });

  test.each(named(/^top-.*-request/))('%s is of a method that we know', (name) =>
    expect(Object.values(methods)).toContain(jsonOf(name)['method']),
  );

  test('the answer to an upload is read', () =>
    expect(readWireAnswer(textOf('top-uploadrelation-response.json'))).toMatchObject({
      from: 'uploadrelation',
      isDone: true,
    }));
});
