import {
  type Head,
  headProblem,
  type Kind,
  type KoreanReport,
  type Row,
  readReport,
  rowProblem,
} from './korea-rows.ts';
import { failed, type Judged, type Portal, type Problem, problem, type Registered } from './problem.ts';

/** What a report says of a pack: who has it since then, or that it is no more. */
interface Mark {
  readonly report: string;
  readonly holder: string;
  readonly isDestroyed: boolean;
}

interface Kept {
  readonly head: Head;
  readonly packs: Set<string>;
  isCancelled: boolean;
}

interface Book {
  /** What was told of packs with a serial, the latest last. */
  readonly marks: Map<string, Mark[]>;
  readonly expiries: Map<string, string>;
  readonly reports: Map<string, Kept>;
}

const KOREA_MS = 9 * 3_600_000;
const dayOf = (at: number) => new Date(at + KOREA_MS).toISOString().slice(0, 10);
const codeOf = (row: Row) => `${row('ProductCode')}.${row('Serial')}`;
const lotOf = (row: Row) => `${row('ProductCode')} ${row('Lot')}`;
const isMarked = (row: Row) => row('Serial') !== '';

/** KPIS: reports of supplies by number, and the packs with who has them. A file is one report, taken whole or not at all. */
export function newKorea(registered: Registered): Portal {
  const book: Book = { marks: new Map(), expiries: new Map(), reports: new Map() };
  return {
    judge: (file, at) => {
      const report = readReport(file);
      if ('problems' in report) return report;
      const wrong = headProblem(report.head, registered, dayOf(at)) ?? originalProblem(book, report.head);
      if (wrong !== undefined) return failed({ ...wrong, row: 1 });
      return report.head.kind === 'CANCELLATION' ? cancel(book, report, at) : take(book, report, registered, at);
    },
    unit: (code) => book.marks.get(code)?.at(-1),
    forget: (code) => void book.marks.delete(code),
  };
}

const numberOf = ({ reports }: Book, at: number) =>
  `${dayOf(at).replaceAll('-', '')}${String(reports.size + 1).padStart(6, '0')}`;

const last = ({ marks }: Book, code: string) => marks.get(code)?.at(-1);

/** What is corrected or cancelled is a report of the same supplier; between whom and when it was is not corrected. */
function originalProblem({ reports }: Book, head: Head): Problem | undefined {
  if (head.original === '') return undefined;
  const kept = reports.get(head.original);
  if (kept === undefined || kept.head.supplier !== head.supplier || kept.head.original !== '')
    return problem('UNKNOWN_REPORT', `${head.supplier} has no report ${head.original}`);
  if (kept.isCancelled) return problem('ALREADY_CANCELLED', `${head.original} was cancelled`);
  const isOther = head.partner !== kept.head.partner || (head.date !== '' && head.date !== kept.head.date);
  return isOther ? problem('FIXED', 'who was supplied and when is not corrected') : undefined;
}

function take(book: Book, { head, rows }: KoreanReport, registered: Registered, at: number): Judged {
  const seen = new Set<string>();
  const expiries = new Map<string, string>();
  const problems = rows.flatMap((row, i): Problem[] => {
    const wrong =
      rowProblem(row, head, registered) ??
      expiryProblem(book, row, expiries) ??
      (isMarked(row) ? packProblem(book, row, head, seen) : undefined);
    return wrong === undefined ? [] : [{ ...wrong, row: i + 1 }];
  });
  if (problems.length > 0) return { rows: rows.length, problems };
  const number = numberOf(book, at);
  const packs = rows.filter(isMarked);
  book.reports.set(number, { head, packs: new Set(packs.map(codeOf)), isCancelled: false });
  for (const [lot, expiry] of expiries) book.expiries.set(lot, expiry);
  for (const row of packs) {
    if (head.kind === 'CORRECTION') correct(book, row, head);
    else mark(book, codeOf(row), markOf(head, number));
  }
  return { rows: rows.length, problems: [], number };
}

function expiryProblem({ expiries: known }: Book, row: Row, here: Map<string, string>): Problem | undefined {
  const expiry = known.get(lotOf(row)) ?? here.get(lotOf(row)) ?? row('Expiry');
  here.set(lotOf(row), expiry);
  return expiry === row('Expiry') ? undefined : problem('EXPIRY_DIFFERS', `${lotOf(row)} is known until ${expiry}`);
}

function packProblem(book: Book, row: Row, head: Head, seen: Set<string>): Problem | undefined {
  const code = codeOf(row);
  if (seen.has(code)) return problem('TWICE', `${code} stands twice`);
  seen.add(code);
  if (head.kind === 'CORRECTION') return correctedProblem(book, code, head.original);
  const before = last(book, code);
  if (before?.isDestroyed) return problem('DESTROYED', `${code} was destroyed`);
  return wherever[head.kind](before?.holder, head, code);
}

/** Where a pack has to be before, by what is told of it. */
const wherever: Readonly<Record<Kind, (holder: string | undefined, head: Head, code: string) => Problem | undefined>> =
  {
    SALES: (holder, { supplier }, code) =>
      holder === undefined || holder === supplier
        ? undefined
        : problem('ALREADY_SUPPLIED', `${code} was supplied to ${holder}`),
    RETURN: (holder, { partner }, code) =>
      holder === partner ? undefined : problem('NOT_SUPPLIED', `${partner} does not have ${code}`),
    DESTRUCTION: (holder, { supplier }, code) =>
      holder === undefined || holder === supplier ? undefined : problem('NOT_HERE', `${holder} has ${code}`),
    CORRECTION: () => undefined,
    CANCELLATION: () => undefined,
  };

function correctedProblem(book: Book, code: string, original: string): Problem | undefined {
  if (!book.reports.get(original)?.packs.has(code)) return problem('NOT_IN_REPORT', `${original} has no ${code}`);
  return sinceProblem(book, code, original);
}

const sinceProblem = (book: Book, code: string, original: string) =>
  last(book, code)?.report === original
    ? undefined
    : problem('CHANGED_SINCE', `something was told of ${code} after ${original}`);

const markOf = ({ kind, supplier, partner }: Head, report: string): Mark => ({
  report,
  holder: kind === 'SALES' ? partner : supplier,
  isDestroyed: kind === 'DESTRUCTION',
});

function mark({ marks }: Book, code: string, one: Mark): void {
  marks.set(code, [...(marks.get(code) ?? []), one]);
}

/** A pack with the quantity 0 is not of the report after all; another one stays, with another price perhaps. */
function correct(book: Book, row: Row, { original }: Head): void {
  if (row('Quantity') !== '0') return;
  book.marks.get(codeOf(row))?.pop();
  book.reports.get(original)?.packs.delete(codeOf(row));
}

function cancel(book: Book, { head, rows }: KoreanReport, at: number): Judged {
  if (rows.length > 1) return failed(problem('FORM', 'a cancellation is of a whole report'));
  const kept = book.reports.get(head.original);
  for (const code of kept?.packs ?? []) {
    const wrong = sinceProblem(book, code, head.original);
    if (wrong !== undefined) return failed({ ...wrong, row: 1 });
  }
  for (const code of kept?.packs ?? []) book.marks.get(code)?.pop();
  if (kept !== undefined) kept.isCancelled = true;
  const number = numberOf(book, at);
  book.reports.set(number, { head, packs: new Set(), isCancelled: false });
  return { rows: 1, problems: [], number };
}
