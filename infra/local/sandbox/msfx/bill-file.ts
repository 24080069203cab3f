import { readTags, type Tag } from './read-tags.ts';
import type { Fault } from './relation-file.ts';
import { isCode, isTime } from './wire.ts';

/** Events of the file form by the number of their bill. */
const events: Readonly<Record<string, number>> = {
  ProduceWareHouseIn: 101,
  PurchaseWareHouseIn: 102,
  ReturnWareHouseIn: 103,
  AllocateWareHouseIn: 104,
  SalesWareHouseOut: 201,
  ReturnWareHouseOut: 202,
  AllocateWareHouseOut: 203,
  ReworkWareHouseOut: 204,
  DestoryWareHouseOut: 205,
  CheckWareHouseOut: 206,
  DirectAllocateWareHouseOut: 207,
};

/** Every type of bill: 1 is goods that come in, 2 goods that go out, 3 what is sold or given to people. */
export const billTypes: readonly number[] = [
  ...[101, 102, 103, 104, 106, 107, 108, 110, 111, 112, 113],
  ...[201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 214, 215, 216, 217, 237],
  ...[321, 322],
];

export interface BillFile {
  readonly type: number;
  readonly billCode: string;
  readonly codes: readonly string[];
}

const bad = (info: string): Fault => ({ code: 'BAD_FILE', info });

/** Reads a Bill file of version 3.0. */
export function readBillFile(xml: string): BillFile | Fault {
  let type: number | undefined;
  let billCode: string | undefined;
  const codes = new Set<string>();
  const problem = readTags(xml, (tag) => {
    const { path, attributes } = tag;
    if (path === 'Document') return attributes['Version'] === '3.0' ? undefined : 'the version is not 3.0';
    if (path === 'Document/Events/Event') {
      if (type !== undefined) return 'two bills';
      type = events[attributes['Name'] ?? ''];
      if (type === undefined) return `${attributes['Name']} is no event of bills`;
      const due = type < 200 ? 'WareHouseIn' : 'WareHouseOut';
      return attributes['MainAction'] === due ? undefined : `MainAction is not ${due}`;
    }
    if (path !== 'Document/Events/Event/DataField/Data') return strange(path);
    const wrong = dataProblem(tag, type ?? 0) ?? twice(attributes['Code'] ?? '', codes);
    billCode ??= attributes['CorpOrderID'];
    if (attributes['CorpOrderID'] !== billCode) return 'two numbers in one bill';
    codes.add(attributes['Code'] ?? '');
    return wrong;
  });
  if (problem !== undefined) return bad(problem);
  if (type === undefined || billCode === undefined) return bad('no bill, or no code in it');
  return { type, billCode, codes: [...codes] };
}

function strange(path: string): string | undefined {
  const [, , , part] = path.split('/');
  const parts = [undefined, 'ActionMapping', 'DataMaping', 'DataDesc', 'DataField'];
  return path.startsWith('Document/Events') && parts.includes(part) ? undefined : `${path} is no element of it`;
}

const twice = (code: string, before: ReadonlySet<string>) => (before.has(code) ? `${code} stands twice` : undefined);

function dataProblem({ attributes }: Tag, type: number): string | undefined {
  const corp = type < 200 ? 'FromCorpID' : 'ToCorpID';
  for (const name of ['CorpOrderID', 'Actor', 'ActDate', 'WrongCode', corp])
    if (!attributes[name]) return `${name} is missing`;
  if (!isTime(attributes['ActDate'] ?? '')) return `ActDate ${attributes['ActDate']}`;
  return isCode(attributes['Code'] ?? '') ? undefined : `${attributes['Code']} is no code: 20 digits that begin with 8`;
}
