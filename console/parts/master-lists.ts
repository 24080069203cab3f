import { nationalTypes } from '../../shared/master-data/national-numbers.ts';
import { packagingLevels } from '../../shared/master-data/product.ts';
import { registrations } from '../../shared/master-data/registrations.ts';
import { isJsonObject, type Json, type JsonObject } from '../../shared/wire/json.ts';
import type { RowMember, TypedRow } from './rows-field.tsx';

/** A member of master data that is a list, or names with values, and has a row of fields for each. */
export interface MasterList {
  readonly name: string;
  readonly label: string;
  readonly one: string;
  readonly constraint: string;
  readonly members: readonly RowMember[];
  /** Members that are numbers. */
  readonly numbers: readonly string[];
  /** It is an object: the first member names, the second is the value. */
  readonly isNamed?: true;
}

export const masterLists: readonly MasterList[] = [
  {
    name: 'packaging',
    label: 'Packaging',
    one: 'level',
    constraint: 'From the pack outwards: what each level is, and how many of which GTIN it holds',
    members: [
      { name: 'level', label: 'Level', options: packagingLevels, width: 2 },
      { name: 'gtin', label: 'GTIN', hint: '14 digits', width: 3 },
      { name: 'quantity', label: 'Holds', width: 2 },
      { name: 'contains', label: 'of GTIN', hint: '14 digits', width: 3 },
      { name: 'items', label: 'Packs in all', width: 2 },
    ],
    numbers: ['quantity', 'items'],
  },
  {
    name: 'nationalNumbers',
    label: 'National numbers',
    one: 'number',
    constraint: 'Numbers that countries gave the product',
    members: [
      { name: 'type', label: 'Kind', options: nationalTypes },
      { name: 'value', label: 'Number' },
    ],
    numbers: [],
  },
  {
    name: 'profiles',
    label: 'Code profiles',
    one: 'profile',
    constraint: 'Which rules its codes keep in a market, where that is not the usual profile of the market',
    members: [
      { name: 'name', label: 'Market', hint: 'DE' },
      { name: 'value', label: 'Profile', hint: 'eu' },
    ],
    numbers: [],
    isNamed: true,
  },
  {
    name: 'readPoints',
    label: 'Read points',
    one: 'read point',
    constraint: 'Places inside, each with an extension of the GLN or a GLN of its own',
    members: [
      { name: 'name', label: 'Name', hint: 'Packing line 1' },
      { name: 'extension', label: 'Extension', hint: 'LINE1' },
      { name: 'gln', label: 'or GLN', hint: '13 digits' },
    ],
    numbers: [],
  },
  {
    name: 'registrations',
    label: 'Registrations',
    one: 'registration',
    constraint: 'What regulators and platforms call it',
    members: [
      { name: 'name', label: 'Scheme', options: Object.keys(registrations.entries) },
      { name: 'value', label: 'Number' },
    ],
    numbers: [],
    isNamed: true,
  },
];

/** What was kept, as rows of fields. */
export function rowsOfValue({ isNamed }: MasterList, value: Json | undefined): readonly TypedRow[] {
  if (isNamed)
    return isJsonObject(value) ? Object.entries(value).map(([name, one]) => ({ name, value: String(one) })) : [];
  if (!Array.isArray(value)) return [];
  return value.map((one) =>
    isJsonObject(one) ? Object.fromEntries(Object.entries(one).map(([name, of]) => [name, String(of)])) : {},
  );
}

/** What rows of fields say; nothing where no row says anything. A number that is none stays a text, which its shape refuses. */
export function valueOfRows({ isNamed, numbers }: MasterList, rows: readonly TypedRow[]): Json | undefined {
  const said = rows.map((row) =>
    Object.entries(row).flatMap(([name, of]) => (of.trim() ? [[name, of.trim()] as const] : [])),
  );
  if (said.every((row) => row.length === 0)) return undefined;
  if (isNamed)
    return Object.fromEntries(
      said.map((row): [string, Json] => {
        const { name = '', value = '' } = Object.fromEntries(row);
        return [name, value];
      }),
    );
  return said.map(
    (row): JsonObject =>
      Object.fromEntries(row.map(([name, of]) => [name, numbers.includes(name) && /^\d+$/.test(of) ? Number(of) : of])),
  );
}
