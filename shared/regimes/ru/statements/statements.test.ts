import { describe, expect, test } from 'vitest';
import { hasMdlpCorpus, mdlpProblems } from '../../../../test/kit/mdlp.ts';
import { everything } from '../../../../test/kit/mdlp-told.ts';
import { isRefusal } from '../../../refusal.ts';
import type { ReportData } from '../../regime.ts';
import { statedReports } from '../../stated-reports.ts';
import { kindOf } from '../reports/kinds.ts';
import { ru } from '../ru.ts';
import { statements } from './statements.ts';

const at = '2026-03-01T22:30:00.000Z';
const gtin = '09521234000013';
const pack = { code: { gtin, serial: 'A1B2C3D4E5F60' }, inside: [{ gtin, lot: 'LOT1', packs: 1 }] };
const box = { code: { sscc: '095212340000000013' }, inside: [{ gtin, lot: 'LOT1', packs: 20 }] };
const own = { gln: '9521234000013', name: 'Plant', registrations: { 'mdlp-place': '00000000100001' } };
const other = {
  gln: '9521999000013',
  name: 'Medico',
  partner: 'medico',
  registrations: { 'mdlp-place': '00000000300001' },
};

const facts: Readonly<Record<string, string>> = {
  ...{ reason: 'Wet cartons', confirm_paused: 'true', doc_num: 'A-1', doc_date: '01.03.2026', act_number: 'T-1' },
  ...{ act_date: '01.03.2026', fias_addr: '6c5b9d64-1111-4222-8333-9a0000000001', inn: '7701234567', kpp: '770101001' },
  ...{ destruction_type: '1', decision: 'R-7', reason_for_destruction: '5', contract_type: '1', source: '2' },
  ...{ cost: '1100.00', vat: '100.00', receive_type: '3' },
};

/** A statement with all facts, or with those that have to be given. */
function said(name: string, isWhole = true) {
  const statement = statements.find((one) => one.name === name);
  if (statement === undefined) throw new Error(`${name} is not told by hand`);
  const codes = statement.of === 'document' ? [] : [pack.code, box.code];
  const [report] = statedReports(statement, { kind: 'statement', id: 's1', at, saidAt: at, codes });
  if (report === undefined) throw new Error('nothing is due');
  const wanted = statement.facts.filter(({ optional }) => isWhole || !optional).map((fact) => fact.name);
  const sideOf = (side: typeof statement.from) => (side?.who === 'partner' ? other : own);
  const data: Omit<ReportData, 'requestId'> = {
    ...{ holder: everything.holder, product: everything.product, serials: [], at },
    facts: Object.fromEntries(wanted.map((fact) => [fact, facts[fact] ?? ''])),
    movement: {
      ...{ from: sideOf(statement.from), to: sideOf(statement.to), documents: [] },
      things: statement.of === 'document' ? [] : [pack, box],
    },
    ...(statement.of === 'document' && {
      document: { name: '313', receipt: 'ticket:6c5b9d64-1111-4222-8333-9a0000000006' },
    }),
  };
  return { report, data, written: () => kindOf(report.name)?.write(data, report) };
}

describe('what MDLP is told by hand', () => {
  test.each(statements)('$name is accepted, whole and with what has to be given alone', ({ name }) => {
    for (const isWhole of [true, false]) {
      const { report, data } = said(name, isWhole);
      expect(ru.accept(data, report)).toBeUndefined();
    }
  });

  test.skipIf(!hasMdlpCorpus).each(statements)('$name is a document of the published schemas', ({ name }) => {
    for (const isWhole of [true, false]) {
      const document = said(name, isWhole).written();
      expect(isRefusal(document) ? document : mdlpProblems(document ?? '')).toEqual([]);
    }
  });

  test('a document is taken back by its own id and kind', () => {
    const document = said('250').written();
    expect(document).toContain('<operation_id>6c5b9d64-1111-4222-8333-9a0000000006</operation_id>');
    expect(document).toContain('<recall_action_id>313</recall_action_id><reason>Wet cartons</reason>');
  });

  test('the sender confirms under its own name what the receiver told', () => {
    const document = said('701').written();
    expect(document).toContain('<subject_id>00000000100001</subject_id><counterparty_id>00000000300001');
  });

  test.each(
    statements.flatMap(({ name, facts: all }) =>
      all.filter(({ optional }) => !optional).map((fact) => [name, fact.name]),
    ),
  )('%s is refused without %s', (name = '', fact = '') => {
    const { report, data } = said(name);
    const { [fact]: _, ...others } = data.facts ?? {};
    expect(ru.accept({ ...data, facts: others }, report)).toMatchObject({
      refused: 'malformed',
      at: expect.stringContaining(`/facts/${fact}`),
    });
  });

  test('each waits for its facts and is due within a day of being said', () => {
    const { report } = said('541');
    expect(report).toMatchObject({ name: '541', act: 'statement:541:s1', deadline: '2026-03-02T22:30:00.000Z' });
    expect(report.wants).not.toContain('decision');
    expect(report.wants).toContain('act_number');
  });
});
