import { exceptionId, isActive } from '#common/store/exception-row.ts';
import type { ExceptionCount, Exceptions } from '#common/store/exceptions.ts';
import { namedBy, unknownName } from '#shared/integrity/check-names.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { NamesKnown } from './names-known.ts';

interface Needs {
  readonly names: NamesKnown;
  readonly exceptions: Exceptions;
  readonly now: () => Date;
}

/** Opens exceptions for products and places nobody knows, and withdraws those of names that have become known. */
export async function checkNames(
  { names, exceptions, now }: Needs,
  tenant: string,
  events: readonly StoredEvent[],
  counts: readonly ExceptionCount[],
): Promise<void> {
  const named = namedBy(events);
  const idsOf = (rule: string) => named.flatMap((one) => (one.rule === rule ? [one.id] : []));
  const products = await names.products(tenant, idsOf('unknown-product'));
  const places = await names.places(tenant, idsOf('unknown-place'));
  const isKnown = ({ rule, id }: (typeof named)[number]) => (rule === 'unknown-product' ? products : places).has(id);

  const known = named.filter(isKnown).filter(({ rule }) => counts.some((count) => count.rule === rule));
  const rows = await exceptions.byIds(
    tenant,
    known.map((one) => exceptionId(unknownName(one))),
  );
  for (const row of rows.filter(isActive)) await exceptions.clear(tenant, row, now(), `${row.subject} is known now`);

  const captureId = events[0]?.captureId ?? '';
  await exceptions.open(tenant, named.filter((one) => !isKnown(one)).map(unknownName), captureId, now());
}
