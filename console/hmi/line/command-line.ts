import { tried } from '../data/ask.ts';
import { told } from '../data/live.ts';
import { askFor } from '../parts/ask-for.ts';
import { say } from '../parts/notice.tsx';
import { texts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';

export const pathOf = (line: string, rest: string): string => `/api/lines/${encodeURIComponent(line)}${rest}`;

/** What cannot be taken back is asked for twice: a glove slips. */
const careful = (command: string): command is 'abort' | 'complete' => command === 'abort' || command === 'complete';

/** Has a line do something; says why it does not, for as long as the lines stand as they do. */
export async function commandLine(line: string, command: string): Promise<void> {
  const { line: words, words: codes } = texts();
  const name = wordOf(codes.command, command);
  if (careful(command)) {
    const sure = await askFor(words.confirmCommand(name, line), [], name, { about: [words.confirmWords[command]] });
    if (sure === undefined) return;
  }
  const why = await tried('POST', pathOf(line, '/commands'), { command });
  say(
    why,
    told
      .get()
      .status?.lines.map(({ state }) => state)
      .join(),
  );
}

/** Begins anew what is counted, which brings the figures before to an end. */
export async function countAnew(line: string): Promise<void> {
  const { line: words } = texts();
  await askFor(words.confirmCommand(words.resetCounters, line), [], words.resetCounters, {
    about: [words.resetWords],
    tries: () => tried('POST', pathOf(line, '/counters/reset')),
  });
}

export async function changeMode(line: string, mode: string): Promise<void> {
  const { line: words, words: codes } = texts();
  const given = await askFor(
    words.changeMode,
    [{ name: 'mode', label: words.changeMode, options: codes.mode, value: mode }],
    words.changeMode,
    { tries: (written) => tried('POST', pathOf(line, '/mode'), { mode: written['mode'] }) },
  );
  if (given !== undefined) say('');
}
