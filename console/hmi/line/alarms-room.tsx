import { useState } from 'react';
import * as v from 'valibot';
import type { SiteStatus } from '../data/status-shape.ts';
import { useAsked } from '../data/use-asked.ts';
import { Table } from '../parts/table.tsx';
import { useSpoken } from '../texts/language.ts';
import { pathOf } from './command-line.ts';
import { LinePicker } from './line-picker.tsx';
import { useChosenLine } from './line-room.tsx';

const shape = v.looseObject({
  alarms: v.array(
    v.looseObject({
      alarm: v.number(),
      code: v.string(),
      detail: v.string(),
      raisedAt: v.string(),
      batch: v.nullish(v.number()),
      acknowledgedAt: v.nullish(v.string()),
      acknowledgedBy: v.nullish(v.string()),
      explanation: v.nullish(v.looseObject({ reason: v.optional(v.string()) })),
    }),
  ),
  next: v.optional(v.number()),
});

/** The alarms that there were at a line, newest first. */
export function AlarmsRoom({ status: { lines } }: { readonly status: SiteStatus }) {
  const { texts, formats } = useSpoken();
  const { history } = texts.line;
  const [chosen, choose] = useChosenLine();
  const [before, setBefore] = useState<number>();
  const name = lines.find(({ line }) => line === chosen)?.line ?? lines[0]?.line ?? '';
  const query = before === undefined ? '' : `&before=${before}`;
  const { data } = useAsked(pathOf(name, `/alarms?history&limit=25${query}`), shape, { right: 'read-report' });
  const endOf = (at: string | null | undefined, who: string | null | undefined) =>
    at == null ? history.openStill : history.byWhom(who ?? '', formats.moment(at));
  return (
    <>
      <LinePicker lines={lines} chosen={name} choose={choose} />
      <section className="panel">
        <h2>
          {history.title} {name}
        </h2>
        {data?.alarms.length === 0 && <p className="quiet">{history.none}</p>}
        <Table
          title={`${history.title} ${name}`}
          heads={[history.raised, texts.line.batches.batch, history.alarm, history.ended]}
          rows={(data?.alarms ?? []).map((one) => ({
            key: one.alarm,
            cells: [
              formats.moment(one.raisedAt),
              one.batch ?? '',
              `${texts.alarms[one.code]?.title ?? one.code}: ${one.detail}`,
              [endOf(one.acknowledgedAt, one.acknowledgedBy), one.explanation?.reason].filter(Boolean).join(': '),
            ],
          }))}
        />
        {data?.next !== undefined && (
          <button type="button" onClick={() => setBefore(data.next)}>
            {history.older}
          </button>
        )}
      </section>
    </>
  );
}
