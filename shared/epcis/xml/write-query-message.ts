import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { isExactNumber, literalOf } from '../../wire/exact-number.ts';
import { xmlAttribute, xmlText } from '../../wire/write-xml.ts';
import type { QueryMessage, QueryValue } from '../query-message.ts';
import { isList, spelledWords, withoutCuries } from '../query-spelling.ts';
import { cbvUrn, webUri } from '../vocabulary.ts';
import { XSD, XSI } from './structure.ts';
import { declarations } from './write-names.ts';
import { type RootNamespaces, rootNamespaces } from './write-root.ts';
import { type Style, type Target, targetOf, within } from './write-target.ts';

export interface QueryXmlOptions extends Style {
  /** ISO 8601 with a zone: then the Poll stands in an EPCISQueryDocument, for which the schema wants it. Otherwise the Poll is the root. */
  readonly creationDate?: string;
}

const POLL = 'epcisq:Poll';
const DOCUMENT = 'epcisq:EPCISQueryDocument';

/**
 * The query as a Poll of EPCIS XML (EPCglobal-epcis-query-2_0.xsd, -1_2.xsd). XML knows no CURIEs and no bare words, so
 * both are written in full. Refuses what XML cannot carry: `at` is a JSON pointer into the message.
 */
export function queryXml(query: QueryMessage, options: QueryXmlOptions): string | Refusal {
  const params = inFull(query, options);
  if (isRefusal(params)) return params;
  const { creationDate, version, indent = false } = options;
  const root = rootNamespaces(version, ['epcisq']);
  const to = targetOf(new Map(), root, options, { depth: creationDate === undefined ? 1 : 3, isHead: true });
  const wrong = writeQuery(query.queryName, params, to);
  if (wrong !== undefined) return wrong;
  const body = to.out.take();
  const line = (depth: number) => (indent ? `\n${'  '.repeat(depth)}` : '');
  if (creationDate === undefined) return `${XML_DECLARATION}<${POLL}${declared(root)}>${body}${line(0)}</${POLL}>\n`;
  const created = xmlAttribute(creationDate);
  if (typeof created !== 'string') return within('creationDate', created);
  return [
    `${XML_DECLARATION}<${DOCUMENT}${declared(root)} schemaVersion="${version}" creationDate="${created}">`,
    `${line(1)}<EPCISBody>${line(2)}<${POLL}>${body}`,
    `${line(2)}</${POLL}>${line(1)}</EPCISBody>${line(0)}</${DOCUMENT}>\n`,
  ].join('');
}

const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const declared = (root: RootNamespaces): string => declarations(root.close());

type Entries = readonly (readonly [name: string, value: QueryValue])[];

function inFull({ params, context = {} }: QueryMessage, { version, vocabulary }: Style): Entries | Refusal {
  const spell = version === '2.0' && vocabulary === 'web-uri' ? webUri : cbvUrn;
  const full = Object.fromEntries(withoutCuries(params, new Map(Object.entries(context))));
  const entries = spelledWords(full, spell);
  const names = new Set(entries.map(([name]) => name));
  if (names.size === Object.keys(params).length) return entries;
  return refuse('bad-parameter', 'two parameters have one name when their prefixes are written in full', {
    at: '/params',
    rule: 'EPCIS 2.0 §8.2.5 Query control interface, QueryParam',
  });
}

function writeQuery(queryName: string, params: Entries, to: Target): Refusal | undefined {
  const name = xmlText(queryName);
  if (typeof name !== 'string') return within('queryName', name);
  to.out.leaf('queryName', name);
  to.out.open('params');
  for (const [parameter, value] of params) {
    const wrong = writeParameter(parameter, value, to);
    if (wrong !== undefined) return within('params', within(parameter, wrong));
  }
  to.out.close('params');
  return undefined;
}

function writeParameter(parameter: string, value: QueryValue, to: Target): Refusal | undefined {
  const name = xmlText(parameter);
  if (typeof name !== 'string') return name;
  to.out.open('param');
  to.out.leaf('name', name);
  const wrong = writeValue(parameter, value, to);
  to.out.close('param');
  return wrong;
}

function writeValue(parameter: string, value: QueryValue, to: Target): Refusal | undefined {
  if (typeof value === 'string') return writeText(value, to);
  if (isList(value)) return writeList(value, to);
  if (typeof value === 'number' || isExactNumber(value)) {
    const literal = literalOf(value);
    to.out.leaf('value', literal, typed(/^-?\d+$/.test(literal) ? 'integer' : 'double', to));
    return undefined;
  }
  return writeTruth(parameter, value, to);
}

/** Without a type an empty text could not be told from nothing. */
function writeText(value: string, to: Target): Refusal | undefined {
  const text = xmlText(value);
  if (typeof text !== 'string') return text;
  to.out.leaf('value', text, text === '' ? typed('string', to) : '');
  return undefined;
}

function writeList(list: readonly string[], to: Target): Refusal | undefined {
  to.out.open('value', ` ${to.names.prefixOf(XSI)}:type="epcisq:ArrayOfString"`);
  for (const [index, item] of list.entries()) {
    const text = xmlText(item);
    if (typeof text !== 'string') return within(index, text);
    to.out.leaf('string', text);
  }
  to.out.close('value');
  return undefined;
}

/** What has to exist is asked in 1.2 by naming it: a parameter without a value (EPCIS 1.2 §8.2.7.1, Void). */
function writeTruth(parameter: string, value: boolean, to: Target): Refusal | undefined {
  if (to.version === '2.0' || !parameter.startsWith('EXISTS_'))
    to.out.leaf('value', String(value), typed('boolean', to));
  else if (value) to.out.leaf('value', '', ` ${to.names.prefixOf(XSI)}:type="epcisq:VoidHolder"`);
  else
    return refuse('unsupported', `EPCIS 1.2 would take ${parameter} for true`, {
      rule: 'EPCIS 1.2 §8.2.7.1 SimpleEventQuery',
      remedy: 'leave the parameter out: false restricts nothing',
    });
  return undefined;
}

const typed = (type: string, { names }: Target): string =>
  ` ${names.prefixOf(XSI)}:type="${names.prefixOf(XSD)}:${type}"`;
