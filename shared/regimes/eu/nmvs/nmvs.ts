import type { RegulatorSystem } from '../../regulator-system.ts';
import { errors } from './return-codes.ts';
import { tells } from './tells.ts';
import { throttles } from './throttles.ts';

/** The national verification systems, as the market's catalogue tells them. */
export const nmvs: RegulatorSystem = { system: 'nmvs', tells, errors, throttles };
