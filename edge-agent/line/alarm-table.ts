interface AlarmKind {
  /** True when the line stands until a person acknowledges. */
  readonly stops: boolean;
  /** What to do. */
  readonly remedy: string;
}

/** Every alarm a line can raise. */
export const alarmTable = {
  'buffer-slip': {
    stops: true,
    remedy:
      'Codes sit on the wrong cartons. Empty the zone and the reject bin, check the printer for a lost or doubled label, then resume.',
  },
  'consecutive-rejects': {
    stops: true,
    remedy: 'Check print quality, ribbon and camera focus, then resume.',
  },
  'bad-pack-passed': {
    stops: true,
    remedy: 'Take the named pack out of the good packs by hand, check the reject gate, then resume.',
  },
  'unexpected-pack': {
    stops: true,
    remedy: 'A carton came that was not released. Empty the zone, check the infeed for double feeds, then resume.',
  },
  silence: {
    stops: true,
    remedy: 'Packs are on their way and nothing arrives. Look for a jam or a carton taken out by hand, then resume.',
  },
  'pack-missing': {
    stops: true,
    remedy: 'A pack left the zone before the gate could see it. Find it, take it out, then resume.',
  },
  'read-twice': {
    stops: true,
    remedy: 'The camera told two different codes for one carton. Empty the zone, check the trigger, then resume.',
  },
  'device-lost': { stops: true, remedy: 'Check power and network of the named device, then resume.' },
  'bin-full': { stops: true, remedy: 'Empty the reject bin, then resume.' },
  'air-low': { stops: true, remedy: 'Restore the air pressure of the reject gate, then resume.' },
  'guard-open': { stops: true, remedy: 'Close the guards, then resume.' },
  'paper-out': { stops: true, remedy: 'Put labels into the printer, then resume.' },
  'ribbon-out': { stops: true, remedy: 'Put a ribbon into the printer, then resume.' },
  'head-open': { stops: true, remedy: 'Close the print head, then resume.' },
  'printer-paused': { stops: true, remedy: 'Press pause on the printer to let it go on, then resume.' },
  'counts-disagree': {
    stops: true,
    remedy:
      'The gate counted other packs than were recorded. Find the difference before you resume: resuming accepts it.',
  },
  fault: { stops: true, remedy: 'The agent cannot record units. Check disk space and the log, then resume.' },
  'gate-disagrees': { stops: false, remedy: 'The gate did not do as it was told. Check its timing and air pressure.' },
  'not-confirmed': {
    stops: false,
    remedy:
      'The gate never told where the named packs went; they count as rejected. Take them out if they are among the good packs.',
  },
} as const satisfies Record<string, AlarmKind>;

export type AlarmCode = keyof typeof alarmTable;

/** Thrown where a line has to stop; the alarm has been raised or is raised by whoever catches this. */
export class Halt extends Error {
  override readonly name = 'Halt';
  readonly code: AlarmCode;

  constructor(code: AlarmCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}
