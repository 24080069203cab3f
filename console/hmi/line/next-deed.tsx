import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import type { LineStatus } from '../data/status-shape.ts';
import { useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';
import { Checklist } from './checklist.tsx';
import { commandLine } from './command-line.ts';
import { bigCommand } from './next-command.ts';
import { PartialApproval } from './partial-approval.tsx';

/** What a person does next, big; nothing while the line works by itself. */
export function NextDeed({ line }: { readonly line: LineStatus }) {
  const { line: texts, words } = useTexts();
  const session = useSession();
  const { awaited, next, state } = line;
  const command = bigCommand(line);
  const isOwn = command !== undefined && mayDo('command', session, signsIn());
  const said = awaited?.else ?? [];
  // The agent has English words for it, and this is what is read most.
  const rest = command === 'start' && next != null && said.length === 1 ? [texts.waitsForStart(next)] : said;
  return (
    <>
      {awaited?.clearance != null && <Checklist {...awaited.clearance} batch={next ?? 0} />}
      {awaited?.partials.map((one) => (
        <PartialApproval key={one.container} {...one} batch={next ?? 0} />
      ))}
      {(rest.length > 0 || isOwn) && (
        <section className="deed">
          {rest.length > 0 && (
            <div>
              <h3>{state === 'Idle' ? texts.next : texts.beforeClosing}</h3>
              {rest.map((one) => (
                <p key={one}>{one}</p>
              ))}
            </div>
          )}
          {isOwn && (
            <button type="button" className="main big" onClick={() => void commandLine(line.line, command)}>
              {wordOf(words.command, command)}
            </button>
          )}
        </section>
      )}
    </>
  );
}
