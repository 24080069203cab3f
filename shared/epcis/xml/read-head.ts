import { isRefusal, type Refusal } from '../../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import type { DocumentForm, EpcisHead } from '../document.ts';
import type { Context } from '../event.ts';
import { extension } from '../extension-checks.ts';
import { vocabularyList } from '../master-data.ts';
import { type Definitions, namespaceOf } from '../prefixes.ts';
import { neededContext, newScope, place, type Scope } from '../scope.ts';
import { readBusinessHeader } from './read-business-header.ts';
import { elementRefusal } from './read-event.ts';
import type { Built } from './read-tree.ts';
import { respelled } from './respell-prefixes.ts';
import { SBDH } from './structure.ts';

/** What the root says of its document. */
export interface Root {
  readonly form: DocumentForm;
  readonly schemaVersion?: string;
  readonly creationDate?: string;
  readonly id?: string;
}

/** Where master data may stand. */
const vocabularyPlaces = [
  ['EPCISHeader', 'EPCISMasterData', 'VocabularyList'],
  ['EPCISBody', 'VocabularyList'],
  ['EPCISBody', 'resultsBody', 'VocabularyList'],
  ['EPCISBody', 'QueryResults', 'resultsBody', 'VocabularyList'],
];

/** Checks what stands around the events of a document, and tells what it says. `built` is its root. */
export function readHead(root: Root, built: Built, definitions: Definitions): EpcisHead | Refusal {
  const tree = isJsonObject(built.tree) ? built.tree : {};
  const header = objectAt(tree, 'EPCISHeader');
  const body = objectAt(tree, 'EPCISBody');
  const results = objectAt(body, 'QueryResults');
  const query = textsOf(results);
  const sent = Object.keys(header).find((name) => isBusinessHeader(name, definitions)) ?? '';
  const known = { form: root.form, creationDate: root.creationDate, subscriptionID: query.subscriptionID };
  const { plain, ...parties } = readBusinessHeader(header[sent] ?? '', known);
  const added = checked(built, definitions, {
    masterData: vocabularyPlaces.flatMap((path) => listAt(tree, path)).map(withUsualType),
    extensions: others(tree),
    headerExtensions: others(header, plain ? sent : ''),
    bodyExtensions: { ...others(body), ...others(results) },
  });
  return isRefusal(added) ? added : { ...root, ...parties, ...query, ...added };
}

function isBusinessHeader(name: string, definitions: Definitions): boolean {
  const [prefix = '', local] = name.split(':');
  return local === 'StandardBusinessDocumentHeader' && namespaceOf(prefix, definitions) === SBDH;
}

type Added = Record<'extensions' | 'headerExtensions' | 'bodyExtensions', JsonObject> & { masterData: Json[] };

/** The members of the head that may need prefixes, those that are there. */
function checked(
  built: Built,
  definitions: Definitions,
  added: Added,
): (Partial<EpcisHead> & { context: Context }) | Refusal {
  const scope = newScope(definitions, 'uris');
  for (const path of vocabularyPlaces) checkVocabularies(built.tree, path, scope);
  for (const holder of [added.extensions, added.headerExtensions, added.bodyExtensions])
    for (const [name, value] of Object.entries(holder)) extension(name, value, scope);
  const [wrong] = scope.problems;
  if (wrong !== undefined) return elementRefusal(wrong, built.tree, built.trail, built.spot);
  const context = neededContext(scope) ?? {};
  const clashes = [...scope.clashes].filter((prefix) => scope.used.has(prefix));
  const all = clashes.length === 0 ? { ...added, '@context': context } : respelled({ ...added }, context, clashes);
  const said = Object.entries(all).filter(([name, value]) => name !== '@context' && !isEmpty(value));
  return { ...Object.fromEntries(said), context: isContext(all['@context']) ? all['@context'] : {} };
}

function checkVocabularies(tree: Json, path: readonly string[], scope: Scope): void {
  let list: Json | undefined = tree;
  for (const step of path) list = isJsonObject(list) ? list[step] : undefined;
  if (list === undefined) return;
  const before = scope.problems.length;
  vocabularyList(list, scope);
  for (const step of path.toReversed()) place(scope, before, step);
}

function listAt(tree: JsonObject, path: readonly string[]): Json[] {
  let here: Json | undefined = tree;
  for (const step of path) here = isJsonObject(here) ? here[step] : undefined;
  return Array.isArray(here) ? here : [];
}

const objectAt = (holder: JsonObject, name: string): JsonObject => {
  const value = holder[name];
  return isJsonObject(value) ? value : {};
};

const BIZ_LOCATION = 'urn:epcglobal:epcis:vtype:BizLocation';

/** A name that senders give to the vocabulary of business locations by mistake. */
const withUsualType = (list: Json): Json =>
  isJsonObject(list) && list['type'] === BIZ_LOCATION
    ? { ...list, type: 'urn:epcglobal:epcis:vtype:BusinessLocation' }
    : list;

function textsOf({ queryName, subscriptionID }: JsonObject): { queryName?: string; subscriptionID?: string } {
  return {
    ...(typeof queryName === 'string' ? { queryName } : {}),
    ...(typeof subscriptionID === 'string' ? { subscriptionID } : {}),
  };
}

/** What others added to a structure, but for the one member. */
const others = (holder: JsonObject, but = ''): JsonObject =>
  Object.fromEntries(Object.entries(holder).filter(([name]) => name.includes(':') && name !== but));

const isEmpty = (value: Json | undefined): boolean => Object.keys(Object(value)).length === 0;

const isContext = (value: unknown): value is Context => typeof value === 'object';
