import { type Refusal, refuse } from '../../refusal.ts';
import type { Column } from '../mapping.ts';
import type { Cell } from './records.ts';

/** A text of a row and the cell it stands in. */
export interface Said {
  readonly text: string;
  readonly cell: Cell;
  readonly column: Column;
}

/** The cells of a row by what they say, and what is wrong with them. */
export class Row {
  readonly problems: Refusal[] = [];
  readonly #line: number;
  readonly #said: ReadonlyMap<string, readonly Said[]>;

  constructor(line: number, said: readonly Said[]) {
    this.#line = line;
    this.#said = Map.groupBy(said, ({ column }) => column.of);
  }

  all(of: Column['of']): readonly Said[] {
    return this.#said.get(of) ?? [];
  }

  text(of: Column['of']): string | undefined {
    return this.all(of).find(({ text }) => text !== '')?.text;
  }

  /** A refusal at a cell of the row, or at its first. */
  wrong(of: Column['of'], detail: string, remedy: string, rule = 'the agreed mapping'): undefined {
    const said = this.all(of)[0];
    const column = said?.cell.column ?? 1;
    const name = said === undefined ? '' : ` ${said.column.name}`;
    const at = `${this.#line}:${column}${name}`;
    this.problems.push(refuse('malformed', detail, { at, line: this.#line, column, rule, remedy }));
    return undefined;
  }
}
