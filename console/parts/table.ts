import { element } from './element.ts';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Node | string | number | undefined;
  readonly number?: boolean;
}

/** A table, or a sentence that says what would fill it. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  whenEmpty: string,
  rowClass: (row: Row) => string = () => '',
): HTMLElement {
  if (rows.length === 0) return element('p', { class: 'empty' }, whenEmpty);
  const kind = (column: Column<Row>): Record<string, string> => (column.number ? { class: 'number' } : {});
  const head = element(
    'tr',
    {},
    ...columns.map((column) => element('th', { scope: 'col', ...kind(column) }, column.title)),
  );
  const body = rows.map((row) => {
    const cells = columns.map((column) => element('td', kind(column), column.cell(row)));
    return element('tr', { class: rowClass(row) }, ...cells);
  });
  return element(
    'div',
    { class: 'scroll' },
    element('table', {}, element('thead', {}, head), element('tbody', {}, ...body)),
  );
}
