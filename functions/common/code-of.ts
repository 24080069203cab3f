import type { ReportedCode } from '#shared/regimes/reported.ts';
import { unitCode } from './store/unit-code.ts';

/** What a pack or a container is called (canonical EPC), as regulators are told; `undefined` for all else. */
export function codeOf(epc: string): ReportedCode | undefined {
  const code = unitCode(epc);
  if (code === undefined) return undefined;
  return code.kind === 'sscc' ? { sscc: code.sscc } : { gtin: code.gtin, serial: code.serial };
}
