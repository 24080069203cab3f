/** Events of one capture. */
export const captureLimit = 10_000;
/** Bytes of one capture: what reaches a function is bounded at 6 MB with its envelope and escapes. */
export const fileSizeLimit = 4_500_000;

/** Announces both limits (EPCIS 2.0, REST binding, capture). */
export const limitHeaders = {
  'GS1-EPCIS-Capture-Limit': String(captureLimit),
  'GS1-EPCIS-Capture-File-Size-Limit': String(fileSizeLimit),
};
