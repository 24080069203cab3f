import { failed, type Judged, type Problem, problem, type Registered } from './problem.ts';
import { readCsv } from './read-csv.ts';

const MOST_ROWS = 60_000;
const columns =
  'ReportKind,OriginalReportNumber,SupplyDate,SupplierNumber,PartnerNumber,PartnerInstitution,PartnerName,PartnerCountry,SupplyClass,ContractType,ProductCode,Lot,Expiry,Serial,Quantity,UnitPrice,Package';
const kinds = ['SALES', 'RETURN', 'DESTRUCTION', 'CORRECTION', 'CANCELLATION'] as const;
export type Kind = (typeof kinds)[number];

/** What stands in a column of a row. */
export type Row = (column: string) => string;

/** What all rows of a file say of the report. */
export interface Head {
  readonly kind: Kind;
  readonly original: string;
  readonly supplier: string;
  /** Number of a partner in Korea, or the country and name of one abroad; empty where nobody is on the other side. */
  readonly partner: string;
  readonly date: string;
  readonly terms: string;
}

export interface KoreanReport {
  readonly head: Head;
  readonly rows: readonly Row[];
}

const isBusiness = (text: string) => /^\d{10}$/.test(text);
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** Reads a file as one report: its kind, the original, the day and the parties are the same in all rows. */
export function readReport(file: string): KoreanReport | Judged {
  const read = readCsv(file);
  if (read === undefined || read.header.join(',') !== columns) return failed(problem('FORM', `columns are ${columns}`));
  if (read.rows.length === 0 || read.rows.length > MOST_ROWS)
    return failed(problem('TOO_MANY_ROWS', `1 to ${MOST_ROWS} rows are taken, not ${read.rows.length}`));
  const rows = read.rows.map(
    (cells): Row =>
      (column) =>
        cells[read.header.indexOf(column)] ?? '',
  );
  const heads = rows.map(headOf);
  const [head] = heads;
  const other = heads.findIndex((one) => JSON.stringify(one) !== JSON.stringify(head));
  if (other >= 0) return failed(problem('FORM', 'it is of another report than the first row', other + 1));
  const kind = kinds.find((one) => one === head?.kind);
  if (head === undefined || kind === undefined) return failed(problem('FORM', 'ReportKind is none', 1));
  return { head: { ...head, kind }, rows };
}

function headOf(row: Row) {
  const abroad = row('PartnerCountry') === 'KR' ? '' : row('PartnerCountry');
  return {
    kind: row('ReportKind'),
    original: row('OriginalReportNumber'),
    supplier: row('SupplierNumber'),
    partner: row('PartnerNumber') || (abroad && `${abroad} ${row('PartnerName')}`),
    date: row('SupplyDate'),
    terms: `${row('SupplyClass')} ${row('ContractType')}`,
  };
}

/** What is wrong with what all rows say. @param today in Korea, `YYYY-MM-DD` */
export function headProblem({ kind, ...head }: Head, { parties }: Registered, today: string): Problem | undefined {
  const { original, supplier, partner, date, terms } = head;
  const isFirst = kind !== 'CORRECTION' && kind !== 'CANCELLATION';
  if (isFirst !== (original === '')) return problem('FORM', `${kind} names ${original || 'no original report'}`);
  if (!isBusiness(supplier)) return problem('FORM', 'SupplierNumber is no business number');
  if (!parties.has(supplier)) return problem('UNKNOWN_PARTY', `${supplier} is not known`);
  if (/^\d/.test(partner) && !parties.has(partner)) return problem('UNKNOWN_PARTY', `${partner} is not known`);
  if (!isFirst) return undefined;
  if (!isDay(date)) return problem('FORM', 'SupplyDate is no day');
  if (date > today) return problem('FUTURE', `${date} is after ${today}`);
  if (kind === 'DESTRUCTION') return undefined;
  if (partner === '') return problem('FORM', 'nobody is on the other side');
  return terms.startsWith(' ') || terms.endsWith(' ')
    ? problem('FORM', 'SupplyClass or ContractType is missing')
    : undefined;
}

/** What is wrong with a row that names packs. */
export function rowProblem(row: Row, { kind }: Head, { gtins }: Registered): Problem | undefined {
  const [code, serial, quantity] = [row('ProductCode'), row('Serial'), Number(row('Quantity'))];
  if (!/^\d{14}$/.test(code)) return problem('FORM', 'ProductCode is no standard code');
  if (!gtins.has(code)) return problem('UNKNOWN_PRODUCT', `${code} is not registered`);
  if (row('Lot') === '' || !isDay(row('Expiry'))) return problem('FORM', 'Lot or Expiry is missing');
  if (!/^\d+$/.test(row('Quantity'))) return problem('FORM', 'Quantity is no number');
  if (serial !== '' && !/^[A-Za-z0-9]{1,20}$/.test(serial)) return problem('FORM', `${serial} is no serial`);
  if (serial !== '' && quantity > 1) return problem('FORM', 'a pack with a serial is one');
  if (kind !== 'CORRECTION' && quantity === 0) return problem('FORM', 'nothing was supplied');
  const isPriced = kind === 'SALES' || kind === 'RETURN';
  return isPriced && !/^\d+(\.\d+)?$/.test(row('UnitPrice')) ? problem('FORM', 'UnitPrice is missing') : undefined;
}
