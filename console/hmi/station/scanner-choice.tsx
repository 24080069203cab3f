import { useState } from 'react';
import { keep, kept } from '../data/kept.ts';
import type { SiteStatus } from '../data/status-shape.ts';
import { useTexts } from '../texts/language.ts';

const KEPT_AS = 'hmi-scanner';

/** The scanner on the network that belongs to this screen, which the browser keeps; none where one types into the page. */
export function useChosenScanner({ scans }: Pick<SiteStatus, 'scans'>): [string | undefined, (name: string) => void] {
  const [chosen, setChosen] = useState(() => kept(KEPT_AS) ?? '');
  const choose = (name: string) => {
    keep(KEPT_AS, name);
    setChosen(name);
  };
  return [chosen in scans ? chosen : undefined, choose];
}

interface Needs {
  readonly status: Pick<SiteStatus, 'scans'>;
  readonly scanner: string | undefined;
  readonly choose: (name: string) => void;
}

export function ScannerChoice({ status: { scans }, scanner = '', choose }: Needs) {
  const { station } = useTexts();
  const names = Object.keys(scans);
  if (names.length === 0) return null;
  return (
    <label className="field row">
      <span>{station.scanner}</span>
      <select value={scanner} onChange={({ target }) => choose(target.value)}>
        <option value="">{station.keyboard}</option>
        {names.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}
