import { type Element, readXml, SoapProblem, sequence, textOf } from './read-soap.ts';

export interface Named {
  readonly productCode: string;
  readonly batch: string;
  readonly expiry: string;
  readonly serial: string;
}

export interface Wanted extends Named {
  /** Code of a single operation. */
  readonly operation: string;
}

export interface Login {
  readonly clientLoginId: string;
  readonly userId: string;
  readonly password: string;
}

export interface SoapRequest {
  readonly operation: string;
  readonly version: string;
  readonly login?: Login;
  readonly clientTrxId: string;
  readonly wanted: readonly Wanted[];
  /** Where a result is asked for. */
  readonly refersTo?: string;
  readonly newPassword?: string;
  readonly ping?: string;
}

/** Single operation of every bulk one. */
const singleOf: Readonly<Record<string, string>> = {
  G115: 'G110',
  G125: 'G120',
  G127: 'G121',
  G135: 'G130',
  G145: 'G140',
  G147: 'G141',
  G155: 'G150',
  G157: 'G151',
  G165: 'G160',
  G167: 'G161',
  G175: 'G170',
  G177: 'G171',
  G185: 'G180',
};
/** Those that take many packs of one product. */
export const bulkOperations: readonly string[] = Object.keys(singleOf);
export const isBulk = (operation: string): boolean => operation in singleOf;
const MOST_PACKS = 100_000;

/** Reads a request as strictly as a schema would. @throws SoapProblem */
export function readRequest(xml: string): SoapRequest {
  const envelope = readXml(xml);
  if (envelope.local !== 'Envelope' || envelope.uri !== 'http://www.w3.org/2003/05/soap-envelope')
    throw new SoapProblem('no SOAP 1.2 envelope');
  const [, body] = sequence(envelope, 'Header?', 'Body');
  const message = body?.children[0];
  const [, name = ''] = /^(.+)Request$/.exec(message?.local ?? '') ?? [];
  const [, version = ''] = /^urn:wsdltypes\.nmvs\.eu:(v[45]\.0)$/.exec(message?.uri ?? '') ?? [];
  if (message === undefined || name === '' || version === '') throw new SoapProblem('no message of this interface');
  for (const child of everyOne(message.children))
    if (child.uri !== `urn:types.nmvs.eu:${version}`) throw new SoapProblem(`${child.local} is in a wrong namespace`);
  if (name.endsWith('Ping')) {
    const [input] = sequence(message, 'Input');
    return { operation: name, version, clientTrxId: '', wanted: [], ping: input?.text ?? '' };
  }
  const [header, content] = sequence(message, 'Header', 'Body');
  if (header === undefined || content === undefined) throw new SoapProblem('incomplete');
  return { operation: name, version, ...readHeader(header), ...readBody(name, content) };
}

function* everyOne(elements: readonly Element[]): Iterable<Element> {
  for (const element of elements) {
    yield element;
    yield* everyOne(element.children);
  }
}

function readHeader(header: Element) {
  const [auth, software, transaction] = sequence(header, 'Auth', 'UserSoftware', 'Transaction');
  if (auth === undefined || software === undefined || transaction === undefined) throw new SoapProblem('incomplete');
  const [clientLoginId, userId, password] = sequence(auth, 'ClientLoginId', 'UserId', 'Password', 'SubUserId?');
  for (const name of ['supplier', 'name', 'version'])
    if (software.attributes[name] === undefined) throw new SoapProblem(`UserSoftware: ${name} is missing`);
  const [clientTrxId, language] = sequence(transaction, 'ClientTrxId', 'Language');
  textOf(language, 'Language', 3, 3);
  return {
    login: {
      clientLoginId: textOf(clientLoginId, 'ClientLoginId', 1, 100),
      userId: textOf(userId, 'UserId', 1, 100),
      password: textOf(password, 'Password', 1, 100),
    },
    clientTrxId: textOf(clientTrxId, 'ClientTrxId', 1, 32),
  };
}

function readBody(operation: string, body: Element): Pick<SoapRequest, 'wanted' | 'refersTo' | 'newPassword'> {
  if (operation === 'G188' || operation === 'G196') {
    const [reference] = sequence(body, 'RefNMVSTrxId');
    return { wanted: [], refersTo: textOf(reference, 'RefNMVSTrxId', 1, 100) };
  }
  if (operation === 'G445') {
    const [, wanted] = sequence(body, 'Password', 'NewPassword');
    return { wanted: [], newPassword: textOf(wanted, 'NewPassword', 8, 100) };
  }
  if (operation === 'G195') {
    const [list] = sequence(body, 'TrxList');
    return { wanted: bounded(list?.children ?? []).map(readItem) };
  }
  const single = singleOf[operation] ?? operation;
  if (!/^G1[1-8][01]$/.test(single)) throw new SoapProblem(`no operation ${operation}`);
  const [product, pack] = sequence(body, 'Product', isBulk(operation) ? 'Packs' : 'Pack', 'RefClientTrxId?');
  const packs = isBulk(operation) ? bounded(pack?.children ?? []) : [pack];
  return { wanted: packs.map((one) => ({ operation: single, ...readProduct(product), serial: serialOf(one) })) };
}

function bounded(elements: readonly Element[]): readonly Element[] {
  if (elements.length < 1 || elements.length > MOST_PACKS) throw new SoapProblem(`1 to ${MOST_PACKS} packs expected`);
  return elements;
}

function readItem(trx: Element): Wanted {
  const [item] = trx.children;
  if (trx.local !== 'TrxItem' || item === undefined || !['Item', 'ItemUndo'].includes(item.local))
    throw new SoapProblem('TrxList: TrxItem expected');
  const [product, pack] = sequence(item, 'Product', 'Pack', 'Transaction');
  return { operation: item.attributes['reqType'] ?? '', ...readProduct(product), serial: serialOf(pack) };
}

function readProduct(product: Element | undefined): Omit<Named, 'serial'> {
  if (product === undefined) throw new SoapProblem('Product is missing');
  const [code, , batch] = sequence(product, 'ProductCode', 'NHRN?', 'Batch');
  if (batch === undefined || !['GTIN', 'PPN'].includes(code?.attributes['scheme'] ?? ''))
    throw new SoapProblem('ProductCode: no scheme');
  const [id, date] = sequence(batch, 'Id', 'ExpDate');
  const expiry = date?.text ?? '';
  if (!/^\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])$/.test(expiry)) throw new SoapProblem(`ExpDate: ${expiry} is no YYMMDD`);
  return { productCode: textOf(code, 'ProductCode', 12, 14), batch: textOf(id, 'Id', 1, 20), expiry };
}

function serialOf(pack: Element | undefined): string {
  const serial = pack?.attributes['sn'] ?? '';
  if (pack?.local !== 'Pack' || !/^[A-Za-z0-9]{1,20}$/.test(serial))
    throw new SoapProblem('Pack: sn is not 1 to 20 alphanumeric');
  return serial;
}
