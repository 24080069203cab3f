import { textOf } from '../documents/read-xml.ts';
import { type Code, type Rejection, reject } from './codes.ts';
import { subjectOf } from './head.ts';
import { type Doc, hasCheckDigit, type Ruling, type World } from './judged.ts';
import { objectsOf } from './objects.ts';

/** What is wrong with a code, by its row (0: none). When nothing is, the code has been taken. */
type Take = (row: number, sgtin: string) => Code | undefined;

const each = (doc: Doc, { register }: World, take: Take): Ruling => {
  const gtin = textOf(doc.root, 'gtin');
  const errors: Rejection[] = [];
  const objects = objectsOf(doc.root);
  for (const { id } of objects) {
    const problem =
      gtin !== undefined && !id.startsWith(gtin)
        ? 'OTHER_GTIN'
        : hasCheckDigit(id.slice(0, 14))
          ? take(register.find(id), id)
          : 'GTIN_CHECK_DIGIT';
    if (problem !== undefined) errors.push(reject(problem, id));
  }
  return { errors, taken: objects.length - errors.length, notices: [] };
};

/** 10300: codes are emitted to a firm. */
export const emit = (doc: Doc, world: World): Ruling =>
  each(doc, world, (row, sgtin) => {
    const { register } = world;
    if (isKnown(row, world)) return 'DUPLICATE_SGTIN';
    register.write(row === 0 ? register.add(sgtin) : row, { ...touch(doc), state: 'emitted', holder: subjectOf(doc) });
    return undefined;
  });

/** 10305: codes that nobody used are written off. */
export const dropOut = (doc: Doc, world: World): Ruling =>
  each(doc, world, (row) => {
    if (!isKnown(row, world)) return 'UNKNOWN_SGTIN';
    const { state, holder } = world.register.read(row);
    if (!world.subjects.isSame(holder, subjectOf(doc))) return 'NOT_HELD';
    if (state !== 'emitted') return 'WRONG_STATE';
    world.register.write(row, { ...touch(doc), state: 'dropped' });
    return undefined;
  });

/** 10311 and 10319: codes are on packs now. */
export function pack(doc: Doc, world: World): Ruling {
  const { register, subjects, onlyEmitted } = world;
  const { root } = doc;
  const owner = textOf(root, 'owner_id') ?? '';
  const holder = subjectOf(doc);
  const batch = {
    gtin: textOf(root, 'gtin') ?? '',
    series: textOf(root, 'series_number') ?? '',
    expiry: textOf(root, 'expiration_date') ?? '',
    owner,
  };
  return each(doc, world, (row, sgtin) => {
    if (!isKnown(row, world) && onlyEmitted) return 'UNKNOWN_SGTIN';
    if (isKnown(row, world)) {
      const before = register.read(row);
      if (before.state === 'dropped') return 'DROPPED';
      if (before.state !== 'emitted') return 'ALREADY_PACKED';
      const isTheirs = subjects.isSame(before.holder, holder) || subjects.isSame(before.holder, owner);
      if (!isTheirs) return 'NOT_HELD';
    }
    register.write(row === 0 ? register.add(sgtin) : row, { ...touch(doc), state: 'marked', holder, batch });
    return undefined;
  });
}

const isKnown = (row: number, { register }: World) => row !== 0 && register.read(row).state !== 'forgotten';

const touch = ({ number, at }: Doc) => ({ last: number, since: Math.floor(at / 1000) });
