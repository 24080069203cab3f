import type { Ilmd } from '../epcis/event.ts';
import { isJsonObject } from '../wire/json.ts';

/** A CBV attribute of ilmd as text, whether its name came as a CURIE or in full; undefined when absent or no text. */
export function ilmdText(ilmd: Ilmd | undefined, name: string): string | undefined {
  const sent = ilmd?.[`cbvmda:${name}`] ?? ilmd?.[`urn:epcglobal:cbv:mda:${name}`];
  const value = isJsonObject(sent) ? sent['@value'] : sent;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
