import * as v from 'valibot';
import type { SiteStatus } from '../data/status-shape.ts';
import { useAsked } from '../data/use-asked.ts';
import { fileOfLot, saveFile } from '../parts/save-file.ts';
import { Table } from '../parts/table.tsx';
import { useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';
import { LinePicker } from './line-picker.tsx';
import { useChosenLine } from './line-room.tsx';

const shape = v.looseObject({
  batches: v.array(
    v.looseObject({
      batch: v.number(),
      order: v.string(),
      owner: v.string(),
      lot: v.string(),
      quantity: v.number(),
      state: v.string(),
    }),
  ),
});

/** The latest batches of a line, with their reports. */
export function BatchesRoom({ status: { lines } }: { readonly status: SiteStatus }) {
  const { line: texts, desk, words } = useTexts();
  const { batches } = texts;
  const { order, owner, lot } = desk.orders.table;
  const [chosen, choose] = useChosenLine();
  const name = lines.find(({ line }) => line === chosen)?.line ?? lines[0]?.line ?? '';
  const { data } = useAsked(`/api/batches?line=${encodeURIComponent(name)}`, shape, { right: 'read-report' });
  return (
    <>
      <LinePicker lines={lines} chosen={name} choose={choose} />
      <section className="panel">
        <h2>
          {batches.title} {name}
        </h2>
        {data?.batches.length === 0 && <p className="quiet">{batches.none}</p>}
        <Table
          title={`${batches.title} ${name}`}
          heads={[batches.batch, order, owner, lot, batches.packs, batches.state, batches.report]}
          rows={(data?.batches ?? []).map((one) => ({
            key: one.batch,
            cells: [
              one.batch,
              one.order,
              one.owner,
              one.lot,
              one.quantity,
              wordOf(words.batch, one.state),
              <Reports key="reports" {...one} />,
            ],
          }))}
        />
      </section>
    </>
  );
}

function Reports({ batch, lot }: { readonly batch: number; readonly lot: string }) {
  const { line } = useTexts();
  const report = `/api/batches/${batch}/report`;
  return (
    <div className="bar">
      <button type="button" onClick={() => void saveFile(`${report}.pdf`, `${fileOfLot(lot)}.pdf`)}>
        {line.reportPdf}
      </button>
      <button type="button" onClick={() => void saveFile(report, `${fileOfLot(lot)}.json`)}>
        {line.reportData}
      </button>
    </div>
  );
}
