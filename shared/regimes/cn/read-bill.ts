import { isDay } from '../../is-day.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Bill } from './bill.ts';
import { type BillType, billTypeOfEvent, mainActionOf } from './bill-types.ts';
import { isCodeText } from './codes.ts';
import { type AttributeOf, readElements } from './read-elements.ts';
import { MOST_CODES } from './read-relation.ts';
import { corpMemberOf } from './write-bill.ts';

const EVENT = '/Document/Events/Event';
const rule = 'Bill 3.0';
const known = ['/Document/Events', `${EVENT}/DataField`, `${EVENT}/DataDesc`];

/** Reads a Bill file, version 3.0: one bill, whose codes each stand once. */
export function readBill(xml: string): Bill | Refusal {
  const found = { type: undefined as BillType | undefined, head: undefined as Omit<Bill, 'codes'> | undefined };
  const codes = new Set<string>();
  const refusal = readElements(xml, (path, attribute) => {
    if (path === '/Document') return mustBe(attribute('Version'), '3.0', `${path}/@Version`);
    if (path === EVENT) {
      if (found.type !== undefined) return refuse('malformed', 'the file has two bills', { at: path, rule });
      found.type = billTypeOfEvent(attribute('Name'));
      if (found.type === undefined) return mustBe(attribute('Name'), 'a bill of the table', `${path}/@Name`);
      return mustBe(attribute('MainAction'), mainActionOf(found.type.direction), `${path}/@MainAction`);
    }
    if (path !== `${EVENT}/DataField/Data`) return mayBe(path);
    const head = found.type && headOf(found.type, attribute);
    const code = attribute('Code');
    const at = `${path}[${codes.size + 1}]`;
    const wrong = (head && headProblem(head, found.head, at)) ?? codeProblem(code, codes, at);
    found.head ??= head;
    codes.add(code);
    return wrong;
  });
  if (refusal !== undefined) return refusal;
  if (found.head === undefined) return refuse('malformed', 'the file has no code', { at: `${EVENT}/DataField`, rule });
  return { ...found.head, codes: [...codes] };
}

const mustBe = (is: string, wanted: string, at: string): Refusal | undefined =>
  is === wanted ? undefined : refuse('malformed', `"${is}" stands where ${wanted} is due`, { at, rule });

const mayBe = (path: string): Refusal | undefined =>
  known.includes(path) || path.startsWith(`${EVENT}/ActionMapping`) || path.startsWith(`${EVENT}/DataMaping`)
    ? undefined
    : mustBe(path, 'an element of Bill', path);

const headOf = ({ number, direction }: BillType, attribute: AttributeOf): Omit<Bill, 'codes'> => ({
  type: number,
  billCode: attribute('CorpOrderID'),
  actor: attribute('Actor'),
  at: attribute('ActDate'),
  corpId: attribute(corpMemberOf(direction)),
});

function headProblem(head: Omit<Bill, 'codes'>, first = head, at: string): Refusal | undefined {
  const [day = '', time = ''] = head.at.split(' ');
  if (!isDay(day) || !/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time))
    return mustBe(head.at, 'a time YYYY-MM-DD hh:mm:ss', `${at}/@ActDate`);
  if (head.corpId === '') return mustBe('', 'the other party', `${at}/@FromCorpID or @ToCorpID`);
  if (head.billCode === '') return mustBe('', 'the number of the bill', `${at}/@CorpOrderID`);
  return mustBe(head.billCode, first.billCode, `${at}/@CorpOrderID`) ?? mustBe(head.corpId, first.corpId, at);
}

function codeProblem(code: string, before: ReadonlySet<string>, at: string): Refusal | undefined {
  if (before.size >= MOST_CODES) return refuse('too-large', `more than ${MOST_CODES} codes`, { at, rule });
  if (before.has(code)) return refuse('conflict', `code ${code} stands twice`, { at: `${at}/@Code`, rule });
  return isCodeText(code) ? undefined : mustBe(code, 'a code of 20 digits that begins with 8', `${at}/@Code`);
}
