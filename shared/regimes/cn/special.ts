import type { ReportedCode } from '../reported.ts';
import { codeText, physicTypeOf } from './codes.ts';

/** Who hands over and who takes, for specially controlled drugs. */
export const personWants = ['from_person', 'to_person'] as const;

/** True when one of these is of a specially controlled drug: its code begins with 89. */
export const areSpecial = (codes: readonly ReportedCode[]): boolean =>
  codes.some((code) => physicTypeOf(codeText(code)) === '2');
