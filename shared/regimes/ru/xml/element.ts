import { type Refusal, refuse } from '../../../refusal.ts';
import type { XmlTree } from '../../../wire/xml-tree.ts';
import type { XmlPart } from '../../eu/nmvs/xml-part.ts';

/** The elements inside another, and how many of them are read. */
export interface Cursor {
  readonly elements: readonly XmlTree[];
  next: number;
}

/**
 * How a value stands in elements of a document: written and read by the same words, so that what is written can be read and both are held to the schema. The
 * name is what its parent calls it.
 */
export interface Element<T> {
  /** True when its elements have names of their own, whatever its parent calls it. */
  readonly isUnnamed?: boolean;
  /** Names of the elements that it may begin with. */
  begins(name: string): readonly string[];
  write(name: string, value: T, at: string, out: XmlPart[]): Refusal | undefined;
  read(name: string, cursor: Cursor, at: string): T | Refusal;
}

export type ValueOf<E> = E extends Element<infer T> ? T : never;

/** True when the next element is one that it begins with. */
export const isNext = (element: Element<unknown>, name: string, { elements, next }: Cursor): boolean =>
  element.begins(name).includes(elements[next]?.name.local ?? '');

/** What is wrong at a place of a document, `/415/order_details/union/3/cost`: the number of the document, then its elements. */
export function wrong(at: string, detail: string, remedy?: string): Refusal {
  const [, id = '', ...path] = at.split('/');
  const element = path.filter((step) => !/^\d+$/.test(step)).join('/');
  const rule = `MDLP document ${id} (XSD 1.38)${element === '' ? '' : `, ${element}`}`;
  return refuse('malformed', detail, { at, rule, ...(remedy !== undefined && { remedy }) });
}

/** What stands where something else has to. */
export function unexpected({ elements, next }: Cursor, at: string, wanted: readonly string[]): Refusal {
  const found = elements[next]?.name.local;
  const what = found === undefined ? 'nothing more stands' : `<${found}> stands`;
  return wrong(at, `${what} where ${wanted.join(' or ')} has to`);
}
