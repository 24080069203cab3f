import type { RegulatorSystem } from '../regulator-system.ts';

const silent = { errors: [], throttles: [] };

/** Transaction information for an authority or partner that asks; due in one business day. */
export const tracing: RegulatorSystem = {
  system: 'tracing',
  tells: [
    {
      act: 'tracing asked for',
      message: 'EPCIS 1.2 document',
      to: 'FDA, a state or a partner',
      standing: 'by-hand',
      note: 'GS1 US R1.3 with all that the repository knows',
    },
  ],
  ...silent,
};

/** Exceptions among trading partners, in the PDG's messages; it publishes no transport. */
export const pdg: RegulatorSystem = {
  system: 'pdg',
  tells: [
    { act: 'receipt differs', message: 'exception report', to: 'who sold', standing: 'behind-adapter' },
    { act: 'partner differs', message: 'exception response', to: 'who bought', standing: 'behind-adapter' },
  ],
  ...silent,
};

/** The only thing that a regulator is told: of a determination, not of packs as they are made. FDA takes the form by mail. */
export const fda: RegulatorSystem = {
  system: 'fda',
  tells: [
    {
      act: 'found illegitimate',
      message: 'Form FDA 3911',
      to: 'FDA',
      standing: 'behind-adapter',
      note: 'within 24 hours, signed; without an adapter a person mails it',
    },
    {
      act: 'found illegitimate',
      message: 'notice',
      to: 'who may have it',
      standing: 'by-hand',
      note: 'within 24 hours; the case keeps when and how',
    },
  ],
  ...silent,
};
