import * as v from 'valibot';
import { readGtin } from '#shared/gs1/gtin.ts';
import { isDay } from '#shared/is-day.ts';
import { order as orderShape } from '#shared/messages/site-api.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { SaidOfOrder } from '../../../store/erp-orders.ts';
import { type OrderMember, type OrdersSettings, orderMembers } from '../settings.ts';
import { type FileRow, RULE } from './read-rows.ts';

/** What is wrong with a row: in which column, by which rule, and what to do. */
export interface RowProblem {
  readonly row: number;
  readonly column: string;
  readonly detail: string;
  readonly rule: string;
  readonly remedy: string;
}

/** What a row says, by the members of an order, or what of it cannot be read. Empty cells say nothing, and columns of other names are passed over. */
export function saidByRow(
  { columns }: Pick<OrdersSettings, 'columns'>,
  { row, cells }: FileRow,
): { readonly said: SaidOfOrder; readonly problems: readonly RowProblem[] } {
  const said: SaidOfOrder = {};
  const problems: RowProblem[] = [];
  for (const member of orderMembers) {
    const column = columns[member] ?? member;
    const cell = cells[column];
    if (cell === undefined || cell === '') continue;
    const read = spelled(member, cell);
    const parsed = isRefusal(read) ? read : v.safeParse(orderShape.entries[member], read);
    if (!isRefusal(parsed) && parsed.success && parsed.output !== undefined) said[member] = parsed.output;
    else
      problems.push({
        row,
        column,
        detail: `${String(cell).slice(0, 50)}: ${whyNot(parsed)}`,
        rule: isRefusal(parsed) ? (parsed.rule ?? RULE) : RULE,
        remedy: remedies[kindOf(member)],
      });
  }
  return { said, problems };
}

const whyNot = (found: Refusal | { readonly issues?: readonly v.BaseIssue<unknown>[] | undefined }): string =>
  isRefusal(found) ? found.detail : (found.issues?.[0]?.message ?? 'says nothing');

type Kind = 'number' | 'date' | 'gtin' | 'text';

const kinds: Partial<Record<OrderMember, Kind>> = {
  quantity: 'number',
  unitsPerCase: 'number',
  casesPerPallet: 'number',
  sampleEvery: 'number',
  expiry: 'date',
  manufactured: 'date',
  gtin: 'gtin',
};
const kindOf = (member: OrderMember): Kind => kinds[member] ?? 'text';

const remedies: Record<Kind, string> = {
  number: 'Give a whole number in digits alone, without separators.',
  date: 'Give the day as YYYY-MM-DD or YYYYMMDD.',
  gtin: 'Give the GTIN with its check digit.',
  text: 'Correct that cell and drop the file again.',
};

/** A cell as its member is written: days with hyphens, GTINs with 14 digits. What is no number stays the text that it is, and is refused by its shape. */
function spelled(member: OrderMember, cell: string | number): string | number | Refusal {
  const text = String(cell);
  const kind = kindOf(member);
  if (kind === 'gtin') return readGtin(text);
  if (kind === 'number') return /^\d{1,15}$/.test(text) ? Number(text) : text;
  return kind === 'date' ? dayOf(text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')) : text;
}

function dayOf(text: string): string | Refusal {
  return isDay(text) ? text : refuse('malformed', 'is no day of the calendar', { rule: 'ISO 8601' });
}
