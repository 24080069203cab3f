import type { Json, JsonObject } from '../wire/json.ts';
import type { EpcisHead } from './document.ts';
import type { Context } from './event.ts';
import { treeOf } from './event-as-json.ts';
import { addDefinitions } from './merge-contexts.ts';
import { EPCIS_CONTEXT } from './prefixes.ts';
import { SIMPLE_EVENT_QUERY } from './query-message.ts';
import { renamedMembers } from './rename-prefixes.ts';

const SCHEMA_VERSION = '2.0';

/** A document but for its events. */
export interface WrittenHead {
  /** The document with these events; their list is its last member. */
  root(events: readonly Json[]): JsonObject;
  /** All that the document defines. */
  readonly context: Context;
}

/**
 * What stands around the events, as EPCIS 2.0 JSON has it. `context`: what the events need. JSON has no place for the
 * parties of query results, and none for extensions of their header but beside the body.
 */
export function writeHead(head: EpcisHead, context: Context): WrittenHead {
  const merged = new Map(Object.entries(context));
  const renames = addDefinitions(new Map(Object.entries(head.context)), merged);
  const { extensions = {}, headerExtensions = {}, bodyExtensions = {}, masterData } = head;
  const { lists, ...around } = renamedMembers(
    treeOf({ extensions, headerExtensions, bodyExtensions, lists: masterData ?? [] }),
    renames,
  );
  const whole = Object.fromEntries(merged);
  const own = merged.size === 0 ? [] : [whole];
  const parts: Parts = {
    frame: { '@context': [EPCIS_CONTEXT, ...own], type: 'EPCISDocument', schemaVersion: SCHEMA_VERSION },
    head,
    ...(masterData === undefined ? {} : { vocabularyList: lists ?? [] }),
    extensions: member(around, 'extensions'),
    headerExtensions: member(around, 'headerExtensions'),
    bodyExtensions: member(around, 'bodyExtensions'),
  };
  const root = head.form === 'EPCISQueryDocument' ? queryRoot(parts) : eventRoot(parts);
  return { root, context: whole };
}

interface Parts {
  readonly frame: JsonObject;
  readonly head: EpcisHead;
  readonly vocabularyList?: Json;
  readonly extensions: JsonObject;
  readonly headerExtensions: JsonObject;
  readonly bodyExtensions: JsonObject;
}

const member = (holder: JsonObject, name: string): JsonObject => treeOf(Object(holder[name]));

function eventRoot({ frame, head, vocabularyList, extensions, headerExtensions, bodyExtensions }: Parts) {
  const header = {
    ...(vocabularyList === undefined ? {} : { epcisMasterData: { vocabularyList } }),
    ...headerExtensions,
  };
  const before = {
    ...frame,
    ...said(head, ['creationDate', 'id', 'instanceIdentifier', 'sender', 'receiver']),
    ...extensions,
    ...(Object.keys(header).length === 0 ? {} : { epcisHeader: header }),
  };
  return (eventList: readonly Json[]): JsonObject => ({
    ...before,
    epcisBody: { ...bodyExtensions, eventList: [...eventList] },
  });
}

function queryRoot({ frame, head, vocabularyList, extensions, headerExtensions, bodyExtensions }: Parts) {
  const before = {
    ...frame,
    type: 'EPCISQueryDocument',
    ...said(head, ['creationDate', 'id']),
    ...extensions,
    ...headerExtensions,
  };
  const query = { queryName: SIMPLE_EVENT_QUERY, ...said(head, ['queryName', 'subscriptionID']) };
  const lists = vocabularyList === undefined ? {} : { vocabularyList };
  return (eventList: readonly Json[]): JsonObject => ({
    ...before,
    epcisBody: { ...bodyExtensions, queryResults: { ...query, resultsBody: { ...lists, eventList: [...eventList] } } },
  });
}

type Said = 'creationDate' | 'id' | 'instanceIdentifier' | 'sender' | 'receiver' | 'queryName' | 'subscriptionID';

function said(head: EpcisHead, names: readonly Said[]): JsonObject {
  const found: JsonObject = {};
  for (const name of names) {
    const text = head[name];
    if (text !== undefined) found[name] = text;
  }
  return found;
}
