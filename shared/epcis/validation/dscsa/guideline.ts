/** GS1 US, Implementation Guideline: Applying GS1 Standards for DSCSA and Traceability. Its text was not at hand: rules follow published files and receivers' test suites. */
export const guideline = (part: string): string => `GS1 US guideline for DSCSA R1.2/R1.3, ${part}`;

/** Namespace of what GS1 US adds to documents. */
export const US_HEALTHCARE = 'http://epcis.gs1us.org/hc/ns';
export const SBDH_NAMESPACE = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';
