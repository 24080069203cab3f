import { useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';

/** How each device of the line stands. */
export function Devices({ of }: { readonly of: Readonly<Record<string, string>> }) {
  const { line, words } = useTexts();
  return (
    <ul className="devices" aria-label={line.devices}>
      {Object.entries(of).map(([name, health]) => (
        <li key={name} className={health === 'up' ? 'up' : 'bad'}>
          {wordOf(words.device, name)} <span>{wordOf(words.health, health)}</span>
        </li>
      ))}
    </ul>
  );
}
