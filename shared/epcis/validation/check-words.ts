import type { JsonObject } from '../../wire/json.ts';
import { nearestWord } from '../nearest-word.ts';
import {
  isStandardWord,
  type StandardSpelling,
  standardSpelling,
  standardWords,
  type VocabularyField,
} from '../vocabulary.ts';
import { doubtful, type Fault, wrong } from './finding.ts';
import { withdrawnWord } from './withdrawn-words.ts';
import { type PlacedWord, wordsIn } from './words-in.ts';

const CBV = 'CBV 2.0 §7 standard vocabularies';

/** Values in the standard's namespaces must be words of the field's vocabulary; everybody else's URIs are their own business. */
export function* checkWords(tree: JsonObject): Generator<Fault> {
  for (const found of wordsIn(tree)) {
    if (isStandardWord(found.field, found.value)) continue;
    const spelling = standardSpelling(found.value);
    if (spelling !== undefined) yield judged(found, spelling);
  }
}

function judged({ path, field, value }: PlacedWord, { fields, word }: StandardSpelling): Fault {
  if (!fields.includes(field)) return foreign(path, field, value, fields, word);
  if (isStandardWord(field, word))
    return wrong('spelling-unknown', path, CBV, `"${value}" is not how CBV spells ${word}`, `write ${word}`);
  const withdrawn = withdrawnWord(field, word);
  if (withdrawn !== undefined)
    return doubtful(
      'word-withdrawn',
      path,
      `${CBV}; ${withdrawn.since}`,
      `${word} is a value of ${field} in CBV 1.x that CBV 2.0 does not know`,
      `write ${withdrawn.successor}`,
    );
  const owner = fields.find((other) => isStandardWord(other, word));
  if (owner !== undefined) return foreign(path, field, value, [owner], word);
  if (field === 'measurementType' && draft.test(word))
    return doubtful(
      'word-withdrawn',
      path,
      CBV,
      `"${value}" is spelled as in drafts of CBV 2.0, GS1's own examples among them`,
      remedyFor(field, word),
    );
  return wrong('word-unknown', path, CBV, `"${value}" is no value of ${field} in CBV 2.0`, remedyFor(field, word));
}

function foreign(
  path: string,
  field: VocabularyField,
  value: string,
  owners: readonly VocabularyField[],
  word: string,
): Fault {
  const [owner] = owners;
  if (owner === undefined)
    return wrong(
      'vocabulary-unknown',
      path,
      CBV,
      `"${value}" belongs to no vocabulary of CBV 2.0`,
      remedyFor(field, word),
    );
  return wrong(
    'word-of-other-field',
    path,
    CBV,
    `"${value}" is a word of ${owner}, not of ${field}`,
    remedyFor(field, word),
  );
}

/** Drafts of CBV 2.0 wrote `MT-` before measurement types. */
const draft = /^MT-/;

function remedyFor(field: VocabularyField, word: string): string {
  const meant = nearestWord(word.replace(draft, '').replace(/^.*[-:]/, ''), standardWords(field));
  return meant === undefined ? 'a value of your own needs a URI of your own' : `write ${meant}`;
}
