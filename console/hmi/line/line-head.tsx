import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import type { LineStatus } from '../data/status-shape.ts';
import { useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';
import { changeMode, commandLine } from './command-line.ts';
import { sideCommands } from './next-command.ts';

/** Which line, how it stands, which batch, and what it can be told. */
export function LineHead({ line }: { readonly line: LineStatus }) {
  const { line: texts, words } = useTexts();
  const session = useSession();
  const { batch, mode, stands, state } = line;
  const commands = mayDo('command', session, signsIn()) ? sideCommands(line) : [];
  return (
    <div className="bar head">
      <div className="batch">
        <div className="bar">
          <h2>{line.line}</h2>
          <span className={`state ${state}`} role="status">
            {wordOf(words.state, state)}
          </span>
          {mode !== 'Produce' && <span className="bad">{texts.mode(wordOf(words.mode, mode))}</span>}
          {stands != null && <span>{texts.standsBy(wordOf(words.state, stands.where), stands.who)}</span>}
          <strong>
            {batch == null ? texts.noBatch : `${texts.lot} ${batch.lot} (${wordOf(words.batch, batch.state)})`}
          </strong>
        </div>
        {batch != null && (
          <p>
            {texts.batchOf(batch.order, batch.owner)} · {texts.gtin} {batch.gtin}
          </p>
        )}
      </div>
      {commands.map((command) => (
        <button
          key={command}
          type="button"
          className={command === 'abort' ? 'danger' : ''}
          onClick={() => void commandLine(line.line, command)}
        >
          {wordOf(words.command, command)}
        </button>
      ))}
      {mayDo('change-mode', session, signsIn()) && ['Stopped', 'Idle', 'Aborted'].includes(state) && (
        <button type="button" onClick={() => void changeMode(line.line, mode)}>
          {texts.changeMode}
        </button>
      )}
    </div>
  );
}
