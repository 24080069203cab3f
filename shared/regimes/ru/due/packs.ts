import type { Change, Release, Undo } from '../../business-act.ts';
import type { PackChange } from '../../pack-change.ts';
import type { Report } from '../../regime.ts';
import { slicesOf } from '../../slices.ts';
import { MOST } from '../goods.ts';
import { MOVED_WITHIN, RELEASED_WITHIN, within } from './deadlines.ts';
import { isAbroad } from './home.ts';

const subjectOf = ({ product, lot }: Release | Change | Undo) => `${product.gtin}:${lot.lot}`;
const releaseKey = (subject: string, first: number) => `313:${subject}:${first}`;

/** Packs that were packed in Russia come into circulation. Those from abroad do when they come: see `movement.ts`. */
export function released(act: Release): Report[] {
  if (isAbroad(act.packedIn)) return [];
  const subject = subjectOf(act);
  return slicesOf(act.units, MOST, act.first).map((units) => ({
    key: releaseKey(subject, units.first),
    name: '313',
    act: `release:${subject}`,
    units,
    wants: ['doc_date', 'confirmation_num'],
    deadline: within(act.at, RELEASED_WITHIN),
  }));
}

/** What each change is told by, and what nobody but people knows of it. */
const changes: Readonly<Record<PackChange, { name: string; wants?: string[]; held?: string }>> = {
  sampled: { name: '552' },
  stolen: { name: '552' },
  exported: { name: '552', wants: ['export_country_code'] },
  destroyed: { name: '542', wants: ['destruction_method', 'inn', 'kpp', 'doc_num', 'doc_date'] },
  ended: {
    name: '552',
    wants: ['withdrawal_type'],
    held: 'the packs were decommissioned, and it is not said what became of them: give withdrawal_type, or capture what became of them and cancel this report',
  },
};

export function changed(act: Change): Report[] {
  const { change, to } = act;
  return change === 'exported' && !isAbroad(to) ? [] : changeReports(act);
}

function changeReports(act: Change): Report[] {
  const { change, eventId, at } = act;
  const isElsewhere = change === 'exported' && isAbroad(act.packedIn);
  const { name, wants, held = isElsewhere ? elsewhere : undefined } = changes[change];
  const key = `change:${subjectOf(act)}:${eventId}`;
  return slicesOf(act.units, MOST, act.first).map((units) => ({
    key: `${key}:${units.first}`,
    name,
    act: key,
    ...(isAbroad(act.packedIn) ? {} : { after: releaseKeys(act) }),
    units,
    change,
    ...(wants && { wants }),
    ...(held !== undefined && { held }),
    deadline: within(at, MOVED_WITHIN),
  }));
}

const elsewhere =
  'the lot was packed abroad and went to another country: release this report if the packs had come to Russia, else cancel it';

const releaseKeys = (act: Change) => slicesOf(act.lotUnits, MOST).map(({ first }) => releaseKey(subjectOf(act), first));

/** Neither 552 nor 542 stands among the documents that 250 takes back. */
export const undone = (act: Undo): Report[] =>
  changeReports({ ...act, kind: 'change', at: act.changedAt }).map(
    ({ key, act: of, held: _, wants: __, ...report }) => ({
      ...report,
      key: `undo:${key}`,
      name: '250',
      act: `undo:${of}`,
      undo: true,
      after: [key],
      deadline: within(act.at, MOVED_WITHIN),
      held: `the event was declared an error, and MDLP takes no ${report.name} back: ask the operator’s support, then cancel this report`,
    }),
  );
