import type { Request } from '#common/http.ts';
import { orRefuse } from '#common/refused.ts';
import type { ExceptionRow } from '#common/store/exception-row.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import { ruleTexts } from '#shared/integrity/rule-texts.ts';
import { refuse } from '#shared/refusal.ts';

/** The exception that the path names. */
export async function findException(
  exceptions: Pick<Exceptions, 'get'>,
  { tenant, path }: Pick<Request, 'tenant' | 'path'>,
): Promise<ExceptionRow> {
  const id = path['exceptionId'] ?? '';
  const remedy = 'GET /api/exceptions lists them';
  return orRefuse((await exceptions.get(tenant, id)) ?? refuse('not-found', `no exception ${id}`, { remedy }));
}

/** An exception as the API tells it: with what its rule is about and what to do. */
export function tellException(row: ExceptionRow) {
  const { title, means, remedy } = ruleTexts[row.rule];
  const detail = row.more === undefined ? row.detail : `${row.detail}: ${row.more} more`;
  return { ...row, detail, title, means, remedy };
}

/** The same with all that was done about it, as far as one answer tells it. */
export async function tellWhole(exceptions: Pick<Exceptions, 'earlier'>, tenant: string, row: ExceptionRow) {
  const earlier = await exceptions.earlier(tenant, row);
  return tellException({ ...row, history: [...earlier, ...row.history] });
}
