import { type Element, readXml, SoapProblem, sequence } from '../nmvs/read-soap.ts';
import type { NamedPack } from '../owned-packs.ts';
import { reasons } from './codes.ts';
import { listServices, packServiceOf } from './services.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

/** A call that is refused as a whole. */
export class Fault extends Error {
  readonly code: string;
  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}
const wrong = (detail: string) => new Fault('80202', detail);

/** The request inside an envelope, which has to be of that service. @throws Fault */
export function readEnvelope(text: string, service: string): Element {
  try {
    const root = readXml(text);
    const body =
      root.local === 'Envelope' && root.uri === SOAP ? root.children.find(({ local }) => local === 'Body') : undefined;
    const [request, ...more] = body?.children ?? [];
    if (request === undefined || more.length > 0) throw wrong('no SOAP 1.1 envelope with one request');
    if (request.local !== `${service}Request` || request.uri !== `http://dtts.sfda.gov.sa/${service}`)
      throw wrong(`${request.local} at ${service}`);
    return request;
  } catch (error) {
    throw error instanceof SoapProblem ? wrong(error.message) : error;
  }
}

export interface ListRequest {
  /** GLN of the other party; empty where there is none. */
  readonly party: string;
  readonly packs: readonly NamedPack[];
  /** Of a batch service. */
  readonly lines: readonly (Omit<NamedPack, 'serial'> & { readonly quantity: number })[];
}

/** Reads a list. @throws Fault */
export function readList(request: Element, service: string): ListRequest {
  try {
    return read(request, service);
  } catch (error) {
    throw error instanceof SoapProblem ? wrong(error.message) : error;
  }
}

function read(request: Element, service: string): ListRequest {
  const { head = [], party } = listServices[packServiceOf(service)] ?? {};
  if (service === 'SupplyService' || service === 'ImportService') return readSupply(request);
  const found = sequence(request, ...head, 'PRODUCTLIST');
  for (const [i, name] of head.entries()) check(name, found[i]?.text ?? '');
  const products = found.at(-1)?.children ?? [];
  if (products.length === 0) throw new Fault('80203', 'the list is empty');
  const isBatch = service.includes('Batch');
  return {
    party: party === undefined ? '' : (found[head.indexOf(party)]?.text ?? ''),
    packs: isBatch ? [] : products.map(packOf),
    lines: isBatch ? products.map(lineOf) : [],
  };
}

function readSupply(request: Element): ListRequest {
  const [made, gtin, expiry, lot, list] = sequence(request, 'MD', 'GTIN', 'XD', 'BN', 'SNREQUESTLIST');
  check('MD', made?.text ?? '');
  const of = { gtin: gtinOf(gtin), lot: lotOf(lot), expiry: dayOf(expiry) };
  if ((made?.text ?? '') > of.expiry) throw wrong('MD is after XD');
  const serials = list?.children ?? [];
  if (serials.length === 0) throw new Fault('80203', 'the list is empty');
  return { party: '', packs: serials.map((one) => ({ ...of, serial: serialOf(one) })), lines: [] };
}

export function packOf(product: Element): NamedPack {
  const [gtin, serial, lot, expiry] = sequence(product, 'GTIN', 'SN', 'BN', 'XD');
  return { gtin: gtinOf(gtin), serial: serialOf(serial), lot: lotOf(lot), expiry: dayOf(expiry) };
}

function lineOf(product: Element) {
  const [gtin, lot, expiry, quantity] = sequence(product, 'GTIN', 'BN', 'XD', 'QUANTITY');
  if (!/^[1-9]\d{0,6}$/.test(quantity?.text ?? '')) throw wrong(`QUANTITY ${quantity?.text}`);
  return { gtin: gtinOf(gtin), lot: lotOf(lot), expiry: dayOf(expiry), quantity: Number(quantity?.text) };
}

function check(name: string, text: string): void {
  if (name.endsWith('?')) return;
  if (text === '') throw wrong(`${name} is empty`);
  if (name.endsWith('GLN') && !/^\d{13}$/.test(text)) throw wrong(`${name} ${text}`);
  if (['MD', 'PRESCRIPTIONDATE'].includes(name)) day(text);
  if (name === 'DR' && !reasons.includes(text)) throw new Fault('80205', `DR ${text}`);
  if (name === 'COUNTRYCODE' && (!/^[A-Z]{2}$/.test(text) || text === 'SA'))
    throw new Fault('80205', `COUNTRYCODE ${text}`);
}

function gtinOf(element: Element | undefined): string {
  const text = element?.text ?? '';
  if (!hasCheckDigit(text, 14)) throw wrong(`GTIN ${text}`);
  return text;
}

function serialOf(element: Element | undefined): string {
  const text = element?.text ?? '';
  if (element?.local !== 'SN' || !/^[!-~]{1,20}$/.test(text)) throw wrong(`SN ${text}`);
  return text;
}

function lotOf(element: Element | undefined): string {
  const text = element?.text ?? '';
  if (text.length < 1 || text.length > 20) throw wrong(`BN ${text}`);
  return text;
}

const dayOf = (element: Element | undefined) => day(element?.text ?? '');

function day(text: string): string {
  const time = new Date(`${text}T12:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(time.getTime()) || !time.toISOString().startsWith(text))
    throw wrong(`${text} is no day`);
  return text;
}

/** Weights 3 and 1 from the right (GS1 General Specifications §7.9). */
export function hasCheckDigit(text: string, length: number): boolean {
  if (!new RegExp(`^\\d{${length}}$`).test(text)) return false;
  const sum = [...text].reduceRight((all, digit, i) => all + Number(digit) * ((length - i) % 2 === 0 ? 3 : 1), 0);
  return sum % 10 === 0;
}
