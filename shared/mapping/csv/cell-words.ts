import type { Column } from '../mapping.ts';
import { type Look, lookUp, type Way } from '../translate-words.ts';

/** The words of a column: its table first, then what ours begin with and the partner's do not. */
export function cellWords({ table, prefix }: Pick<Column, 'table' | 'prefix'>, way: Way): Look {
  const look = lookUp(table, way);
  return (text) => {
    const found = look(text);
    if (prefix === undefined || found !== text || text === '') return found;
    if (way === 'out') return text.startsWith(prefix) ? text.slice(prefix.length) : text;
    return text.startsWith(prefix) ? text : prefix + text;
  };
}
