import { firstOutside } from '../../gs1/character-sets.ts';
import type { Json, JsonObject } from '../../wire/json.ts';
import { pointerStep } from '../../wire/json-pointer.ts';
import type { Definitions } from '../prefixes.ts';
import { isTime } from '../time.ts';
import { doubtful, type Fault, wrong } from './finding.ts';
import { masterDataName } from './member-names.ts';
import { scalarText } from './scalar-text.ts';
import { objectAt } from './tree.ts';

const ILMD = 'CBV 2.0 §9 master data';
const LOT = 'GS1 GS §3 application identifier 10';
const LOT_LENGTH = 20;

/** Lots and dates in instance and lot master data. */
export function* checkIlmd(tree: JsonObject, definitions: Definitions): Generator<Fault> {
  const ilmd = objectAt(tree, 'ilmd');
  if (ilmd === undefined) return;
  for (const [name, value] of Object.entries(ilmd)) {
    const local = masterDataName(name, definitions);
    const path = `/ilmd${pointerStep(name)}`;
    if (local === 'lotNumber') yield* checkLot(path, value);
    else if (local?.endsWith('Date')) yield* checkDate(path, value);
  }
}

function* checkLot(path: string, value: Json): Generator<Fault> {
  const lot = scalarText(value);
  if (lot === undefined) return;
  const outside = firstOutside('X', lot);
  if (lot === '' || lot.length > LOT_LENGTH)
    yield wrong('lot-length', path, LOT, `a lot number has 1 to ${LOT_LENGTH} characters, not ${lot.length}`);
  else if (outside >= 0)
    yield wrong('lot-characters', path, LOT, `"${lot.charAt(outside)}" in "${lot}" is not of GS1 character set 82`);
}

function* checkDate(path: string, value: Json): Generator<Fault> {
  const text = scalarText(value);
  if (text === undefined) return;
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (day === undefined)
    yield doubtful('date-form', path, ILMD, `"${text}" is not a date YYYY-MM-DD`, 'write dates as YYYY-MM-DD');
  else if (!isTime(`${day}T00:00:00Z`)) yield wrong('date-not-real', path, ILMD, `${day} is no day of the calendar`);
}
