import type { LineStatus } from '../data/status-shape.ts';
import { useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';

interface Needs {
  readonly lines: readonly LineStatus[];
  readonly chosen: string;
  readonly choose: (line: string) => void;
}

/** The site's lines with their states, where there are several. */
export function LinePicker({ lines, chosen, choose }: Needs) {
  const texts = useTexts();
  if (lines.length < 2) return null;
  return (
    <nav className="bar" aria-label={texts.line.lines}>
      {lines.map(({ line, state }) => (
        <button key={line} type="button" aria-pressed={line === chosen} onClick={() => choose(line)}>
          {line} <span className={`state ${state}`}>{wordOf(texts.words.state, state)}</span>
        </button>
      ))}
    </nav>
  );
}
