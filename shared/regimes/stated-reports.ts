import type { Report } from './regime.ts';
import type { ReportedCode } from './reported.ts';
import { hoursAfter, slicesOf } from './slices.ts';
import type { Statement } from './statement.ts';

/** What a person said. */
export interface Stated {
  readonly kind: 'statement';
  /** The caller's own id of it. */
  readonly id: string;
  /** When that happened, ISO 8601. */
  readonly at: string;
  /** When it was said, ISO 8601. */
  readonly saidAt: string;
  /** What it is about; nothing where it is about a document. */
  readonly codes: readonly ReportedCode[];
}

/** A working day after it was said: what we hold ourselves to. */
const WITHIN_HOURS = 24;

/** Names of the facts that have to be given of these things. */
export function wantsOf({ facts, wantsFor }: Statement, codes: readonly ReportedCode[]): string[] {
  const more = new Set(wantsFor?.(codes));
  return facts.filter(({ name, optional }) => !optional || more.has(name)).map(({ name }) => name);
}

/** The reports that tell a statement, each for itself. What tells of a document takes it back. */
export function statedReports(statement: Statement, { id, saidAt, codes }: Stated): Report[] {
  const { name, report, of, most = Number.MAX_SAFE_INTEGER } = statement;
  const act = `statement:${name}:${id}`;
  const wants = wantsOf(statement, codes);
  const common = {
    name: report,
    act,
    notes: { statement: name },
    deadline: hoursAfter(saidAt, WITHIN_HOURS),
    ...(wants.length > 0 && { wants }),
  };
  if (of === 'document') return [{ ...common, key: `${act}:0`, undo: true }];
  return slicesOf(codes.length, most).map((slice) => ({ ...common, key: `${act}:${slice.first}`, units: slice }));
}
