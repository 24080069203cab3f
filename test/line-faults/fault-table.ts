import type { Fault } from './fault.ts';
import type { PackingFault } from './packing/packing-faults.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = ({ name, what, alarms, fate }: Fault): string => {
  const raised = alarms.map((code) => `\`${code}\``).join(' or ');
  return `| ${[name, what, raised || 'none', fate?.words ?? ''].map(cell).join(' | ')} |`;
};

/** The catalogue as a table of the documentation. */
export const faultTable = (faults: readonly Fault[]): string =>
  ['| fault | what happens | alarm | or else |', '|---|---|---|---|', ...faults.map(row)].join('\n');

/** The faults of packing, likewise. */
export const packingTable = (faults: readonly PackingFault[]): string =>
  [
    '| fault in packing | what happens | alarm |',
    '|---|---|---|',
    ...faults.map(({ name, what, alarms }) => {
      const raised = alarms.map((code) => `\`${code}\``).join(' or ');
      return `| ${[name, what, raised || 'none: nothing comes of it'].join(' | ')} |`;
    }),
  ].join('\n');
