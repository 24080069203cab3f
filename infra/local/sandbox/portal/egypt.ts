import { type Book, newBook } from '../hub/book.ts';
import { failed, type Portal, type Problem, problem, type Registered } from './problem.ts';
import { readCsv } from './read-csv.ts';

const MOST_ROWS = 50_000;
const columns =
  'Event,EventTime,GTIN,SerialNumber,SSCC,BatchNumber,ExpiryDate,ParentGTIN,ParentSerialNumber,ParentSSCC,ReadPointGLN,BizLocationGLN,SourceGLN,DestinationGLN,Reason';
type Row = Readonly<Record<string, string>>;

const RECEIPT_MS = 48 * 3_600_000;

/** EPTTS: one bad row fails the file, and a list of rows says why. */
export function newEgypt({ glns, gtins }: Registered): Portal {
  const book = newBook();
  const shipped = new Map<string, number>();
  const judge: Portal['judge'] = (file) => {
    const read = readCsv(file);
    if (read === undefined || read.header.join(',') !== columns)
      return failed({ code: 'FORM', text: `columns are ${columns}` });
    if (read.rows.length === 0 || read.rows.length > MOST_ROWS)
      return failed({ code: 'TOO_MANY_ROWS', text: `1 to ${MOST_ROWS} rows are taken, not ${read.rows.length}` });
    const before: [string, ReturnType<Book['get']>][] = [];
    const draft: Book = {
      ...book,
      set: (code, kept) => {
        before.push([code, book.get(code)]);
        book.set(code, kept);
      },
    };
    const problems = read.rows.flatMap((cells, i): Problem[] => {
      const row = Object.fromEntries(read.header.map((name, n) => [name, cells[n] ?? '']));
      const wrong = formProblem(row, { glns, gtins }) ?? take(draft, row);
      return wrong === undefined ? [] : [{ ...wrong, row: i + 1 }];
    });
    if (problems.length > 0) for (const [code, kept] of before.reverse()) book.set(code, kept);
    else for (const cells of read.rows) note(shipped, cells);
    return { rows: read.rows.length, problems };
  };
  return {
    judge,
    unit: book.get,
    forget: (code) => book.set(code, undefined),
    // What was shipped more than 48 hours ago and is not received.
    overdue: (at) => [...shipped].filter(([, since]) => at - since > RECEIPT_MS).map(([code]) => code),
  };
}

const codeOf = (gtin = '', serial = '', sscc = '') => (sscc === '' ? `${gtin}.${serial}` : sscc);

function note(
  shipped: Map<string, number>,
  [event = '', time = '', gtin = '', serial = '', sscc = '']: readonly string[],
) {
  const code = codeOf(gtin, serial, sscc);
  if (event === 'SHIP') shipped.set(code, Date.parse(time));
  if (event === 'RECEIVE') shipped.delete(code);
}

const isCode = ({ GTIN = '', SerialNumber = '', SSCC = '' }: Row) =>
  SSCC === ''
    ? /^\d{14}$/.test(GTIN) && /^[A-Za-z0-9]{1,20}$/.test(SerialNumber)
    : /^\d{18}$/.test(SSCC) && GTIN === '';

function formProblem(row: Row, { glns, gtins }: Pick<Registered, 'glns' | 'gtins'>): Problem | undefined {
  const {
    EventTime = '',
    GTIN = '',
    ReadPointGLN = '',
    BizLocationGLN = '',
    SourceGLN = '',
    DestinationGLN = '',
  } = row;
  if (Number.isNaN(Date.parse(EventTime))) return problem('FORM', 'EventTime is no time');
  if (!isCode(row)) return problem('FORM', 'neither GTIN and SerialNumber nor SSCC');
  const unknown = [ReadPointGLN, BizLocationGLN, ...[SourceGLN, DestinationGLN].filter((gln) => gln !== '')].find(
    (gln) => !glns.has(gln),
  );
  if (unknown !== undefined) return problem('UNKNOWN_GLN', `location ${unknown || 'without GLN'} is not registered`);
  if (GTIN !== '' && !gtins.has(GTIN)) return problem('UNKNOWN_GTIN', `product ${GTIN} is not registered`);
  return undefined;
}

function take(book: Book, row: Row): Problem | undefined {
  const code = codeOf(row['GTIN'], row['SerialNumber'], row['SSCC']);
  const place = row['ReadPointGLN'] ?? '';
  const kept = book.get(code);
  if (row['Event'] === 'COMMISSION') {
    if (kept !== undefined) return problem('SERIAL_USED', `${code} is known`);
    if (row['GTIN'] !== '' && (row['BatchNumber'] === '' || !/^\d{4}-\d\d-\d\d$/.test(row['ExpiryDate'] ?? '')))
      return problem('FORM', 'BatchNumber or ExpiryDate is missing');
    book.set(code, { state: 'active', place });
    return undefined;
  }
  if (kept === undefined) return problem('NOT_COMMISSIONED', `${code} is not known`);
  if (kept.state === 'inactive') return problem('INACTIVE', `${code} was decommissioned`);
  return next(book, row, { code, kept });
}

function next(
  book: Book,
  { Event, ...row }: Row,
  { code, kept }: { readonly code: string; readonly kept: NonNullable<ReturnType<Book['get']>> },
): Problem | undefined {
  const source = row['SourceGLN'] ?? '';
  const destination = row['DestinationGLN'] ?? '';
  switch (Event) {
    case 'AGGREGATE': {
      const parent = codeOf(row['ParentGTIN'], row['ParentSerialNumber'], row['ParentSSCC']);
      if (book.get(parent) === undefined) return problem('NOT_COMMISSIONED', `${parent} is not known`);
      if (kept.parent !== undefined) return problem('ALREADY_PACKED', `${code} is in ${kept.parent}`);
      book.set(code, { ...kept, parent });
      return undefined;
    }
    case 'DECOMMISSION': {
      const { parent: _, ...alone } = kept;
      for (const one of book.children(code)) release(book, one);
      book.set(code, { ...alone, state: 'inactive' });
      return undefined;
    }
    case 'SHIP':
      if (kept.state !== 'active' || kept.place !== source)
        return problem('NOT_HERE', `${code} is ${kept.state} at ${kept.place}`);
      return move(book, code, { state: 'in-transit', place: destination });
    case 'RECEIVE':
      if (kept.state !== 'in-transit' || kept.place !== destination)
        return problem('NOT_HERE', `${code} is ${kept.state} at ${kept.place}`);
      return move(book, code, { state: 'active', place: destination });
    default:
      return problem('FORM', `Event ${Event} is none`);
  }
}

/** To disaggregate, the container is decommissioned. */
function release(book: Book, code: string): void {
  const { parent: _, ...loose } = book.get(code) ?? { state: 'active' as const, place: '' };
  book.set(code, loose);
}

function move(
  book: Book,
  code: string,
  to: { readonly state: 'active' | 'in-transit'; readonly place: string },
): undefined {
  const kept = book.get(code);
  if (kept !== undefined) book.set(code, { ...kept, ...to });
  for (const inner of book.children(code)) move(book, inner, to);
}
