import { useTexts } from '../texts/language.ts';
import type { usePages } from './pages.ts';

interface Needs {
  readonly pages: ReturnType<typeof usePages>;
  /** Where the next page begins; undefined on the last. */
  readonly next: number | undefined;
}

/** The way to what is older, and back. */
export function PageTurner({ pages, next }: Needs) {
  const { line } = useTexts();
  return (
    <div className="bar">
      {pages.before !== undefined && (
        <button type="button" onClick={pages.turnOn}>
          {line.pages.newer}
        </button>
      )}
      {next !== undefined && (
        <button type="button" onClick={() => pages.turnBack(next)}>
          {line.pages.older}
        </button>
      )}
    </div>
  );
}
