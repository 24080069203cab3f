import { unitCode } from '#common/store/unit-code.ts';

/** What a regulator may call a thing (EPC, canonical) that it refuses. */
export function namesOf(epc: string): string[] {
  const code = unitCode(epc);
  if (code === undefined) return [epc];
  return code.kind === 'sscc' ? [epc, code.sscc] : [epc, code.serial, code.gtin + code.serial];
}
