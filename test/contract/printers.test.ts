import type { ContainerLabel, PrinterStatus } from '../../edge-agent/devices/device.ts';
import { openTemplateCoder } from '../../edge-agent/devices/printers/template.ts';
import { openVideojetCoder } from '../../edge-agent/devices/printers/videojet.ts';
import { openZplPrinter } from '../../edge-agent/devices/printers/zpl.ts';
import type { Faults } from '../../edge-agent/devices/simulated/faults.ts';
import { printers } from '../../edge-agent/devices/simulated/printers.ts';
import { templateDialect } from '../../edge-agent/devices/simulated/template-coder.ts';
import { label, type PrinterTrouble, type PrinterUnderTest, printerContract } from './printer-contract.ts';

const start = async (language: keyof typeof printers): Promise<PrinterUnderTest> => {
  const faults: Faults = {};
  const model = printers[language]({ faults, random: { voids: () => 1, growth: () => 1, contrast: () => 1 } });
  const listening = await model.listen({ host: '127.0.0.1', port: 0 });
  let cartons = 0;
  return {
    port: listening.port,
    carton: () => {
      cartons += 1;
      return model.print(cartons)?.code;
    },
    silence: (silent) => Object.assign(faults, { silentPrinter: silent }),
    set: (state, holds) => Object.assign(faults, { [state === 'paused' ? 'printerPaused' : state]: holds }),
    losePower: () => model.losePower(),
    close: () => listening.close(),
  };
};

const asItIs = { paperOut: 'paperOut', ribbonOut: 'ribbonOut', headOpen: 'headOpen', paused: 'paused' } as const;
const onlyPaused: Record<PrinterTrouble, keyof PrinterStatus> = {
  paperOut: 'paused',
  ribbonOut: 'paused',
  headOpen: 'paused',
  paused: 'paused',
};
const container: ContainerLabel = { symbol: 'gs1-128', sscc: '095212340000000013', further: [], text: [] };

printerContract('ZPL', openZplPrinter, () => start('zpl'), {
  job: { name: '', fields: {} },
  shows: asItIs,
  unprintable: [
    ['a line that would end the format', { ...label('A'), text: ['a^XZb'] }],
    ['a control character', { ...label('A'), text: ['a\nb'] }],
    ['a container without an SSCC', { ...container, sscc: '0952123400000000' }],
  ],
});

printerContract('Videojet', openVideojetCoder, () => start('videojet'), {
  job: { name: 'CARTON', fields: { GTIN: '{01}', EXPIRY: '{17}', LOT: '{10}', SERIAL: '{21}' } },
  shows: onlyPaused,
  unprintable: [['a container', container]],
});

const inDialect = (address: unknown) =>
  openTemplateCoder(typeof address === 'object' && address !== null ? { ...templateDialect, ...address } : address);
printerContract('Template', inDialect, () => start('template'), {
  job: { name: 'CARTON', fields: {} },
  shows: asItIs,
  unprintable: [['a container', container]],
});
