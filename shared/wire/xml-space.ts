/** True for what XML calls white space (XML 1.0 §2.3). */
export const isXmlSpace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
