import { openModbusPlc } from '../../edge-agent/devices/plcs/modbus.ts';
import { openZplPrinter } from '../../edge-agent/devices/printers/zpl.ts';
import { openDmccReader } from '../../edge-agent/devices/readers/dmcc.ts';
import { openCamera } from '../../edge-agent/devices/simulated/camera.ts';
import { SimulatedReader } from '../../edge-agent/devices/simulated/dmcc-reader.ts';
import { encodeSymbol, FNC1, printSymbol, type SymbolData } from '../../edge-agent/devices/simulated/picture.ts';
import { lieNames, openLyingModbus } from '../kit/lying-modbus.ts';
import { startTestLine } from '../kit/simulated-line.ts';
import { plcContract } from './plc-contract.ts';
import { printerContract } from './printer-contract.ts';
import { readerContract } from './reader-contract.ts';

printerContract('ZPL', openZplPrinter, async () => {
  const line = await startTestLine();
  return {
    port: line.ports.printer,
    waiting: () => line.ledger().labels.waiting,
    silence: (silent) => Object.assign(line.faults, { silentPrinter: silent }),
    set: (state, holds) => Object.assign(line.faults, { [state === 'paused' ? 'printerPaused' : state]: holds }),
    close: () => line.close(),
  };
});

const startReader = async (base64: boolean) => {
  const reader = new SimulatedReader(await openCamera(), {}, () => 1, base64);
  const listening = await reader.listen({ host: '127.0.0.1', port: 0 });
  return {
    port: listening.port,
    show: (sequence: number, code: string | undefined) => {
      const data: SymbolData = [FNC1, ...[...(code ?? '')].map((part) => (part === '\x1d' ? FNC1 : part))];
      const modules = code === undefined ? undefined : encodeSymbol(data);
      void reader.look({ carton: sequence, sequence, fate: 'in zone' }, modules && printSymbol(modules));
    },
    close: () => listening.close(),
  };
};

readerContract('DMCC', openDmccReader, () => startReader(false));
const asBase64 = (address: unknown) =>
  openDmccReader(typeof address === 'object' && address !== null ? { ...address, base64: true } : address);
readerContract('DMCC with base64', asBase64, () => startReader(true));

const startPlc = async () => {
  const line = await startTestLine();
  const station = await openLyingModbus(line.ports.plc);
  return {
    port: station.port,
    lie: station.lie,
    faults: line.faults,
    wentTo: () => line.ledger().cartons.flatMap(({ fate }) => (fate === 'in zone' ? [] : [fate])),
    close: async () => {
      await line.close();
      await station.close();
    },
  };
};
plcContract('Modbus', openModbusPlc, startPlc, lieNames);
