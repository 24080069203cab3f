/** An In-Sight's state as far as commands change it. */
export interface NativeState {
  online: boolean;
  job: string;
  /** What the job's cell for it says: the number of the last trigger. */
  counter: number;
}

export const COUNTER_CELL = 'C007';
const JOBS = ['carton.job', 'case.job'];

export const newNativeState = (): NativeState => ({ online: true, job: 'carton.job', counter: 0 });

/** Answers a command in native mode, line by line, and changes the state. `held`: a person holds the camera offline. */
export function answerNative(command: string, state: NativeState, held: boolean): string[] {
  const verb = command.slice(0, 2).toUpperCase();
  const argument = command.slice(2);
  switch (verb) {
    case 'GO':
      return [state.online && !held ? '1' : '0'];
    case 'SO':
      return [setOnline(argument, state, held)];
    case 'GF':
      return ['1', state.job];
    case 'GV':
      return argument.toUpperCase() === COUNTER_CELL ? ['1', `${state.counter}.000`] : ['-1'];
    case 'LF':
      return [load(argument, state, held)];
    default:
      return ['0'];
  }
}

function setOnline(argument: string, state: NativeState, held: boolean): string {
  if (argument !== '0' && argument !== '1') return '-1';
  state.online = argument === '1';
  return state.online && held ? '-5' : '1';
}

function load(argument: string, state: NativeState, held: boolean): string {
  if (argument === '') return '-1';
  const job = JOBS.find((name) => name === argument || name === `${argument}.job`);
  if (job === undefined || (state.online && !held)) return '-2';
  state.job = job;
  return '1';
}
