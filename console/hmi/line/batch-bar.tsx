import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import type { LineStatus } from '../data/status-shape.ts';
import { fileOfLot, saveFile } from '../parts/save-file.ts';
import { useSpoken } from '../texts/language.ts';

/** How far the batch is; once it is closed its report, for whoever may read it. Before that the room of batches has it, as far as it goes. */
export function BatchBar({ line: { batch } }: { readonly line: LineStatus }) {
  const { texts, formats } = useSpoken();
  const session = useSession();
  if (batch == null) return null;
  const { line } = texts;
  const { printed = 0 } = batch.counts;
  const words = line.ofPrinted(formats.number(printed), formats.number(batch.quantity));
  const report = `/api/batches/${batch.batch}/report`;
  const file = fileOfLot(batch.lot);
  const isClosed = batch.state === 'closed' || batch.state === 'reported';
  return (
    <div className="bar progress">
      <progress max={batch.quantity} value={printed} aria-label={words} />
      <span>{words}</span>
      {isClosed && mayDo('read-report', session, signsIn()) && (
        <>
          <button type="button" onClick={() => void saveFile(`${report}.pdf`, `${file}.pdf`)}>
            {line.reportPdf}
          </button>
          <button type="button" onClick={() => void saveFile(report, `${file}.json`)}>
            {line.reportData}
          </button>
        </>
      )}
    </div>
  );
}
