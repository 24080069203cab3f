import type { ReactNode } from 'react';
import * as v from 'valibot';
import { content } from '../../shared/master-data/version.ts';
import { difference, importReport } from '../../shared/messages/master-data-api.ts';

/** A product, location or partner as lists tell it; which members it has is looked at by name. */
export const itemShape = v.looseObject({
  version: v.number(),
  standing: v.string(),
  effectiveFrom: v.optional(v.string()),
  open: v.optional(
    v.object({
      version: v.number(),
      revision: v.number(),
      standing: v.string(),
      withdraws: v.optional(v.boolean()),
      authors: v.array(v.string()),
    }),
  ),
  upcoming: v.optional(v.array(v.object({ version: v.number(), effectiveFrom: v.string() }))),
});
export type Item = v.InferOutput<typeof itemShape>;

export const versionShape = v.looseObject({
  version: v.number(),
  revision: v.number(),
  standing: v.string(),
  content: v.optional(content),
  effectiveFrom: v.optional(v.string()),
  withdraws: v.optional(v.boolean()),
  authors: v.array(v.string()),
  acts: v.array(v.object({ at: v.string(), by: v.string(), what: v.string(), reason: v.optional(v.string()) })),
});
export type Version = v.InferOutput<typeof versionShape>;

export const versionPage = v.object({ versions: v.array(versionShape), nextPageToken: v.optional(v.string()) });
export const differencesShape = v.object({
  from: v.optional(v.number()),
  to: v.optional(v.number()),
  differences: v.array(difference),
});
export const reportShape = importReport;

/** What the pages of products, locations and partners differ in. */
export interface MasterPlace {
  readonly plural: 'products' | 'locations' | 'partners';
  readonly one: 'product' | 'location' | 'partner';
  /** Name of the member that is the id. */
  readonly id: 'gtin' | 'gln' | 'partner';
  readonly title: string;
  /** Columns of the list beside id and standing: titles, and what they show. */
  readonly columns: readonly { readonly title: string; readonly cell: (item: Item) => ReactNode }[];
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.map(textOf).join(', ') : String(value ?? ''));

export const productPlace: MasterPlace = {
  plural: 'products',
  one: 'product',
  id: 'gtin',
  title: 'Products',
  columns: [
    { title: 'Name', cell: (item) => textOf(item['name']) },
    { title: 'Form', cell: (item) => textOf(item['form']) },
    { title: 'Strength', cell: (item) => textOf(item['strength']) },
    { title: 'Markets', cell: (item) => textOf(item['markets']) },
  ],
};

export const locationPlace: MasterPlace = {
  plural: 'locations',
  one: 'location',
  id: 'gln',
  title: 'Locations',
  columns: [
    { title: 'Name', cell: (item) => textOf(item['name']) },
    { title: 'Kind', cell: (item) => textOf(item['kind']) },
    {
      title: 'Where',
      cell: (item) => {
        const { city, country } = Object(item['address']);
        return [city, country].map(textOf).filter(Boolean).join(', ');
      },
    },
  ],
};

/** Its list has more to tell than the master data. */
export const partnerPlace: MasterPlace = {
  plural: 'partners',
  one: 'partner',
  id: 'partner',
  title: 'Partners',
  columns: [],
};
