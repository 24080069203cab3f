import { type Reader, textOf } from '../../drop/reader.ts';
import type { ForeignLine } from '../foreign-line.ts';
import { sayFile } from './say-file.ts';

/** Says to a line's port what is dropped into its folder, and tells the line its orders. */
export const lineReader = (line: ForeignLine): Reader => ({
  take: (folder, name, content, digest) => sayFile({ line, folder }, name, content, digest),
  tells: () => ({ name: 'orders.json', text: textOf({ line: line.line, orders: line.orders() }) }),
  rule: 'docs/line-files.md',
});
