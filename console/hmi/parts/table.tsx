import type { ReactNode } from 'react';
import { useSpoken } from '../texts/language.ts';

export interface Row {
  readonly key: string | number;
  readonly cells: readonly ReactNode[];
}

/** A table; numbers (not those that name something, which are text) stand to the right, as the language writes them. It scrolls sideways by itself where a screen is too narrow. */
export function Table({
  title,
  heads,
  rows,
}: {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly Row[];
}) {
  const { number } = useSpoken().formats;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="scrolls" aria-label={title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, i) => (
                <td key={heads[i]} className={typeof cell === 'number' ? 'number' : ''}>
                  {typeof cell === 'number' ? number(cell) : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
