import type { Refusal } from '../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import { anything, type Check, structure, text, time, uri } from './checks.ts';
import type { EpcisHead } from './document.ts';
import type { Extensible } from './event.ts';
import { type MasterDataList, vocabularyList } from './master-data.ts';
import type { Definitions } from './prefixes.ts';
import { refusalOf } from './problem.ts';
import { apartFromStandard } from './redefined-prefixes.ts';
import { renamedMembers } from './rename-prefixes.ts';
import { neededContext, newScope, place, report } from './scope.ts';
import { shapeOf } from './structures.ts';

const array: Check = (value, scope) => {
  if (!Array.isArray(value)) report(scope, 'is not an array', scope.binding);
};
const schemaVersion: Check = (value, scope) => {
  if (typeof value !== 'string' || !/^\d+(\.\d+)*$/.test(value))
    report(scope, 'schemaVersion is text of digits and dots, such as "2.0"', scope.binding);
};

/** Events stand in `eventList`; before EPCIS 2.0 was published a single one stood in `event`, and some senders stayed with that. */
const body = structure(shapeOf({ eventList: array, event: anything }), [], ({ eventList, event }, scope) => {
  const before = scope.problems.length;
  if (eventList === undefined && event === undefined) report(scope, '"eventList" is missing', scope.binding);
  else if (eventList !== undefined && event !== undefined) {
    report(scope, '"event" stands beside "eventList"', scope.binding);
    place(scope, before, 'event');
  }
});

const document = { '@context': anything, id: uri, type: anything, schemaVersion, creationDate: time };
const parties = { sender: text, receiver: text, instanceIdentifier: text };
const epcisHeader = structure(shapeOf({ epcisMasterData: structure(shapeOf({ vocabularyList })) }));
const events = structure(shapeOf({ ...document, ...parties, epcisHeader, epcisBody: body }), [
  'schemaVersion',
  'creationDate',
  'epcisBody',
]);

const resultsBody = structure(shapeOf({ eventList: array, vocabularyList }), [], (results, scope) => {
  if (results['eventList'] === undefined && results['vocabularyList'] === undefined)
    report(scope, '"eventList" is missing', scope.binding);
});
const queryResults = structure(shapeOf({ queryName: text, subscriptionID: text, resultsBody }), [
  'queryName',
  'resultsBody',
]);
const epcisBody = structure(shapeOf({ queryResults }), ['queryResults']);
const results = structure(shapeOf({ ...document, epcisBody }), ['epcisBody']);

/** True for the types of documents that have events inside; anything else is an event itself, or nothing. */
export const isDocumentType = (type: Json | undefined): type is 'EPCISDocument' | 'EPCISQueryDocument' =>
  type === 'EPCISDocument' || type === 'EPCISQueryDocument';

/** Checks what stands around the events of a document, and tells what it says. The events' lists may have been emptied. */
export function readHead(
  sent: JsonObject,
  form: 'EPCISDocument' | 'EPCISQueryDocument',
  all: Definitions,
): EpcisHead | Refusal {
  const { definitions, renames } = apartFromStandard(all);
  const root = renames.size === 0 ? sent : renamedMembers(sent, renames);
  const scope = newScope(definitions);
  (form === 'EPCISDocument' ? events : results)(root, scope);
  const [wrong] = scope.problems;
  if (wrong !== undefined) return refusalOf(wrong);
  const said = { form, context: neededContext(scope) ?? {}, ...texts(root), ...extensions('extensions', root) };
  return { ...said, ...(form === 'EPCISDocument' ? ofDocument(root) : ofResults(root)) };
}

function ofDocument(root: JsonObject): Partial<EpcisHead> {
  const header = member(root, 'epcisHeader');
  const masterData = member(header, 'epcisMasterData');
  return {
    ...lists(masterData),
    ...extensions('headerExtensions', header, masterData),
    ...extensions('bodyExtensions', member(root, 'epcisBody')),
  };
}

function ofResults(root: JsonObject): Partial<EpcisHead> {
  const around = member(root, 'epcisBody');
  const query = member(around, 'queryResults');
  const found = member(query, 'resultsBody');
  return { ...texts(query), ...lists(found), ...extensions('bodyExtensions', around, query, found) };
}

const member = (holder: JsonObject, name: string): JsonObject => {
  const value = holder[name];
  return isJsonObject(value) ? value : {};
};

const told = [
  'schemaVersion',
  'creationDate',
  'id',
  'sender',
  'receiver',
  'instanceIdentifier',
  'queryName',
  'subscriptionID',
] as const;

type Texts = { -readonly [Name in (typeof told)[number]]?: string };

/** Members that are texts and nothing more; every one was checked, and stands where it may. */
function texts(holder: JsonObject): Texts {
  const found: Texts = {};
  for (const name of told) {
    const value = holder[name];
    if (typeof value === 'string') found[name] = value;
  }
  return found;
}

function lists({ vocabularyList: list }: JsonObject): Pick<EpcisHead, 'masterData'> {
  return isMasterData(list) ? { masterData: list } : {};
}

/** `vocabularyList` has passed its check by now. */
const isMasterData = (list: unknown): list is readonly MasterDataList[] => Array.isArray(list);

type Place = 'extensions' | 'headerExtensions' | 'bodyExtensions';

/** What others added to these structures. */
function extensions(place: Place, ...holders: JsonObject[]): { [Name in Place]?: Extensible } {
  const own = holders.flatMap((holder) => Object.entries(holder).filter(([name]) => name.includes(':')));
  return own.length === 0 ? {} : { [place]: Object.fromEntries(own) };
}
