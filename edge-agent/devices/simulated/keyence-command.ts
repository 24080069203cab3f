/** An SR reader's state as far as commands change it. */
export interface SrState {
  /** The backup file that was loaded last. */
  job: number;
  /** How often it will still say that new settings are being put into force. */
  updating: number;
  /** Started by LON and not ended. */
  reading: boolean;
  /** Inputs of the trigger since it was switched on, modulo 65,536. */
  triggers: number;
}

/** Backup files that there are; a name up to 8 that is missing here was never saved. */
const SAVED = new Set([1, 2, 3]);

export const newSrState = (): SrState => ({ job: 1, updating: 0, reading: false, triggers: 0 });

/** Answers a command as an SR-1000 does, and changes its state. `fault` is what it says of itself when asked for errors. */
export function answerSr(command: string, state: SrState, fault: string): string[] {
  const [name = '', value = ''] = command.split(',');
  switch (name) {
    case 'KEYENCE':
      return ['OK,KEYENCE,SR-1000,1.40'];
    case 'ERRSTAT':
      return [`OK,ERRSTAT,${fault}`];
    case 'CMDSTAT':
      if (state.updating === 0) return ['OK,CMDSTAT,none'];
      state.updating -= 1;
      return ['OK,CMDSTAT,update'];
    case 'NUM':
      return [`OK,NUM,${state.triggers},0,0,0,${state.triggers}`];
    case 'BLOAD':
      return [load(value, state)];
    case 'LON':
      if (state.reading) return ['ER,LON,20'];
      state.reading = true;
      return ['OK,LON'];
    case 'LOFF':
      if (!state.reading) return ['ER,LOFF,20'];
      state.reading = false;
      // Nothing lay before it: the text for errors follows its answer.
      return ['OK,LOFF', 'ERROR'];
    default:
      return [`ER,${name},00`];
  }
}

function load(value: string, state: SrState): string {
  const job = Number(value);
  if (!Number.isInteger(job) || job < 1 || job > 8) return 'ER,BLOAD,02';
  if (!SAVED.has(job)) return 'ER,BLOAD,12';
  state.job = job;
  state.updating = 2;
  return 'OK,BLOAD';
}
