/** What came against what was announced. EPCs are canonical. */
export interface Compared {
  readonly arrived: readonly string[];
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
}

/** Holds what was scanned against a despatch advice. Without one nothing is missing and nothing is too much. */
export function compareAdvice(advised: readonly string[] | undefined, scanned: readonly string[]): Compared {
  if (advised === undefined) return { arrived: [...scanned], missing: [], surplus: [] };
  const [wanted, came] = [new Set(advised), new Set(scanned)];
  return {
    arrived: scanned.filter((epc) => wanted.has(epc)),
    missing: advised.filter((epc) => !came.has(epc)),
    surplus: scanned.filter((epc) => !wanted.has(epc)),
  };
}
