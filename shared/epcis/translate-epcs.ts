import { isJsonObject, type Json } from '../wire/json.ts';
import type { EpcisEvent } from './event.ts';
import { eventAsJson, jsonAsEvent } from './event-as-json.ts';

/** Where identifiers stand: `true` marks one, or a list of them. */
interface Places {
  readonly [member: string]: true | Places;
}

const quantities = { epcClass: true } as const;
const device = {
  deviceID: true,
  deviceMetadata: true,
  rawData: true,
  dataProcessingMethod: true,
  bizRules: true,
} as const;

const places: Places = {
  epcList: true,
  parentID: true,
  childEPCs: true,
  inputEPCList: true,
  outputEPCList: true,
  transformationID: true,
  quantityList: quantities,
  childQuantityList: quantities,
  inputQuantityList: quantities,
  outputQuantityList: quantities,
  readPoint: { id: true },
  bizLocation: { id: true },
  bizTransactionList: { bizTransaction: true },
  sourceList: { source: true },
  destinationList: { destination: true },
  sensorElementList: { sensorMetadata: device, sensorReport: { ...device, uriValue: true } },
};

/**
 * The event with every EPC, class, location, party and document identifier spelled by `spell`, which answers a text it
 * cannot translate unchanged. Extensions stay as they were sent.
 */
export function translateEpcs(event: EpcisEvent, spell: (epc: string) => string): EpcisEvent {
  const tree = translated(eventAsJson(event), places, spell);
  return isJsonObject(tree) ? jsonAsEvent(tree) : event;
}

function translated(value: Json, where: true | Places, spell: (epc: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => translated(item, where, spell));
  if (where === true) return typeof value === 'string' ? spell(value) : value;
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    const inside = Object.hasOwn(where, name) ? where[name] : undefined;
    return [name, inside === undefined ? inner : translated(inner, inside, spell)];
  });
  return Object.fromEntries(entries);
}
