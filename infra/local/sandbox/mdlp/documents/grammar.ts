import type { FormName } from './simple-types.ts';

/** What stands in an element: text of a form, or parts in order. */
export interface Element {
  readonly name: string;
  readonly form?: FormName;
  readonly parts?: readonly Part[];
  /** Attributes that it may have. */
  readonly attributes?: Readonly<Record<string, FormName>>;
  /** Texts of one key may not repeat in a document. */
  readonly key?: string;
}

/** From `least` to `most` elements, each one of those named. */
export interface Part {
  readonly of: readonly Element[];
  readonly least: number;
  readonly most: number;
}

export const one = (name: string, form: FormName): Part => ({ of: [{ name, form }], least: 1, most: 1 });
export const maybe = (name: string, form: FormName): Part => ({ of: [{ name, form }], least: 0, most: 1 });
export const group = (name: string, ...parts: Part[]): Part => ({ of: [{ name, parts }], least: 1, most: 1 });
export const either = (...of: Element[]): Part => ({ of, least: 1, most: 1 });
export const many = (most: number, ...of: Element[]): Part => ({ of, least: 1, most });
/** The same part, which may be left out. */
export const orNone = (part: Part): Part => ({ ...part, least: 0 });

export const sgtin: Element = { name: 'sgtin', form: 'sgtin', key: 'sgtin' };
export const sscc: Element = { name: 'sscc', form: 'sscc', key: 'sscc' };

const MOST = 25_000;

/** Goods by pack or container. */
export const goods = (name: string): Part => group(name, many(MOST, sgtin, sscc));

/** Goods with what they are worth; of a container by what is in it. */
export function priced(...worth: Part[]): Part {
  const detail: Part = {
    of: [{ name: 'detail', parts: [one('gtin', 'gtin'), one('series_number', 'series'), ...worth] }],
    least: 0,
    most: 100,
  };
  const container: Element = { name: 'sscc_detail', parts: [either(sscc), detail] };
  return group('order_details', many(MOST, { name: 'union', parts: [either(sgtin, container), ...worth] }));
}
