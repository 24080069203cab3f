import { isRefusal } from '../../../refusal.ts';
import { part, type XmlPart } from '../../eu/nmvs/xml-part.ts';
import { type Element, unexpected, wrong } from './element.ts';

/** An element with nothing inside but a list, whose elements have names of their own. */
export const listOf = <T>(list: Element<T>): Element<T> => ({
  begins: (name) => [name],
  write: (name, value, at, out) => {
    const inside: XmlPart[] = [];
    const refused = list.write(name, value, at, inside);
    if (refused !== undefined) return refused;
    out.push(part(name, inside));
    return undefined;
  },
  read: (name, cursor, at) => {
    const found = cursor.elements[cursor.next];
    if (found?.name.local !== name) return unexpected(cursor, at, [name]);
    cursor.next++;
    if (found.text.trim() !== '') return wrong(at, 'text stands where a list has to');
    const inner = { elements: found.children, next: 0 };
    const value = list.read(name, inner, at);
    return isRefusal(value) || inner.next === found.children.length ? value : unexpected(inner, at, ['nothing more']);
  },
});
