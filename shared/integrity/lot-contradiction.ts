import { ilmdText } from '../trace/ilmd-text.ts';
import type { Finding } from './finding.ts';
import { isBegun } from './lives.ts';
import { unitFinding } from './make-finding.ts';
import type { Step, UnitHistory } from './unit-history.ts';

const attributes = [
  { name: 'lotNumber', word: 'lot' },
  { name: 'itemExpirationDate', word: 'expiry' },
] as const;

/** Lot and expiry belong to the unit as made (CBV 2.0 §9, ilmd): events that begin it must agree. */
export function lotContradiction(history: UnitHistory): Finding[] {
  const begun = history.steps.filter(isBegun);
  for (const step of begun)
    for (const { name, word } of attributes) {
      const value = said(step, name);
      const other = begun.find((one) => said(one, name) !== undefined && said(one, name) !== value);
      if (value === undefined || other === undefined) continue;
      const detail = `${word} ${value} by one event and ${said(other, name)} by another`;
      return [unitFinding('lot-contradiction', history, [other, step], detail)];
    }
  return [];
}

function said({ stored: { event } }: Step, name: string): string | undefined {
  if (event.type !== 'ObjectEvent' && event.type !== 'TransformationEvent') return undefined;
  return ilmdText(event.ilmd, name, event['@context']);
}
