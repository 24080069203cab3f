export interface AlarmKind {
  /** True when the line stands until a person acknowledges. */
  readonly stops: boolean;
  /** What is behind it as a rule. */
  readonly cause: string;
  /** What to do. */
  readonly remedy: string;
  /** The machine is so until somebody mends it: while that is open, seeing it again is no news, whatever else has changed. */
  readonly lasts?: boolean;
  /**
   * What became of packs is as it is recorded only if a person has found, taken out or accepted something, which no device proves: where
   * people sign, it ends by an explanation that somebody signs.
   */
  readonly signed?: boolean;
}

/** Every alarm a line can raise. */
export const alarmTable = {
  'buffer-slip': {
    stops: true,
    cause: 'The printer lost or doubled a label, so that every code behind it sits one carton off.',
    remedy:
      'Codes sit on the wrong cartons. Empty the zone and the reject bin, check the printer for a lost or doubled label, then resume.',
  },
  'consecutive-rejects': {
    stops: true,
    cause: 'Print quality, ribbon, camera focus or its position has failed for good.',
    remedy: 'Check print quality, ribbon and camera focus, then resume.',
  },
  'bad-pack-passed': {
    stops: true,
    signed: true,
    cause:
      'A pack without a good verdict went where good packs go: the gate did not fire, fired late, or the pack slipped past.',
    remedy: 'Take the named pack out of the good packs by hand, check the reject gate, then resume.',
  },
  'unexpected-pack': {
    stops: true,
    cause: 'The infeed let in a carton that was not released: a double feed, or somebody put one in by hand.',
    remedy: 'A carton came that was not released. Empty the zone, check the infeed for double feeds, then resume.',
  },
  silence: {
    stops: true,
    cause: 'A jam, a carton taken out by hand, or camera and gate that no longer see what passes.',
    remedy: 'Packs are on their way and nothing arrives. Look for a jam or a carton taken out by hand, then resume.',
  },
  'pack-missing': {
    stops: true,
    signed: true,
    cause: 'A pack was taken out, fell, or touched the one before it.',
    remedy: 'A pack left the zone before the gate could see it. Find it, take it out, then resume.',
  },
  'duplicate-code': {
    stops: true,
    signed: true,
    cause: 'The printer printed one label twice.',
    remedy:
      'Two cartons bear the same code. Take the named one out of the reject bin, find out whether the printer printed more twins, then resume.',
  },
  'tracking-lost': {
    stops: true,
    cause: 'Cartons touch, slipped, fell, or one more came than was let in.',
    remedy:
      'What came past the sensors is not what was let in: cartons that touch, one too many, one that fell or slipped. Look along the belt, take out what does not lie as it should, then resume.',
  },
  'bin-disagrees': {
    stops: true,
    signed: true,
    cause:
      'A pack jumped out of the bin, was taken out of it or put into it by hand, or the gate fired and the pack stayed.',
    remedy:
      'The reject bin holds other packs than the gate rejected. Scan the packs behind the gate since the last good one: take out every one that is not known as good, then resume. Resuming accepts what the bin has counted.',
  },
  'read-twice': {
    stops: true,
    cause: 'The trigger fired twice for one carton, or two codes are in one picture.',
    remedy: 'The camera told two different codes for one carton. Empty the zone, check the trigger, then resume.',
  },
  'device-lost': {
    stops: true,
    cause: 'The device has no power or no network, or it was started again.',
    remedy: 'Check power and network of the named device, then resume.',
  },
  'bin-full': {
    stops: true,
    lasts: true,
    cause: 'The reject bin holds as many packs as it can.',
    remedy: 'Empty the reject bin, then resume.',
  },
  'disk-full': {
    stops: true,
    lasts: true,
    cause:
      'What waits for the cloud, or something else on this machine, has used up the room that the records may take.',
    remedy:
      'Nothing more could be recorded for sure. Restore the connection to the cloud, or make room on the disk of the agent’s data, then resume.',
  },
  'air-low': {
    stops: true,
    lasts: true,
    cause: 'The air pressure is too low for the gate to push packs out.',
    remedy: 'Restore the air pressure of the reject gate, then resume.',
  },
  'e-stop': {
    stops: true,
    signed: true,
    lasts: true,
    cause: 'Somebody pressed an emergency stop.',
    remedy:
      'The belt coasted to a stand, so packs may lie where nobody saw them go. Make it safe, check the packs around the gate, release the emergency stop and acknowledge; then clear, reset and start the line.',
  },
  'guard-open': {
    stops: true,
    lasts: true,
    cause: 'A guard of the machine is open.',
    remedy: 'Close the guards, then resume.',
  },
  'paper-out': {
    stops: true,
    lasts: true,
    cause: 'The printer has no labels left.',
    remedy: 'Put labels into the printer, then resume.',
  },
  'ribbon-out': {
    stops: true,
    lasts: true,
    cause: 'The printer has no ribbon left.',
    remedy: 'Put a ribbon into the printer, then resume.',
  },
  'head-open': {
    stops: true,
    lasts: true,
    cause: 'The print head of the printer is open.',
    remedy: 'Close the print head, then resume.',
  },
  'printer-paused': {
    stops: true,
    lasts: true,
    cause: 'Somebody pressed pause on the printer.',
    remedy: 'Press pause on the printer to let it go on, then resume.',
  },
  'counts-disagree': {
    stops: true,
    signed: true,
    cause: 'Packs went through the gate that the agent knows nothing of, or the gate’s counters were set back.',
    remedy:
      'The gate counted other packs than were recorded. Find the difference before you resume: resuming accepts it.',
  },
  'serials-low': {
    stops: false,
    cause: 'More labels or containers were made twice than were planned for.',
    remedy:
      'The batch needs more numbers than are here. The site asks for more by itself: see that the cloud is connected.',
  },
  'serials-out': {
    stops: true,
    cause: 'The pool is empty, or the cloud could not be reached in time.',
    remedy:
      'Numbers are missing. See that the cloud is connected and that the pool has numbers left, wait until they are here, then resume.',
  },
  'not-cleared': {
    stops: true,
    cause: 'Packs, labels or an open container of what ran before are left.',
    remedy: 'Something of what ran before is still on the line. Take it away or close it, then resume.',
  },
  'layer-refused': {
    stops: false,
    cause: 'The picture shows a wrong number of packs, or packs that do not belong into this container.',
    remedy:
      'The packer holds a layer that is not as it should be. Take out the named packs, put good ones of the lot in their place, and have the picture taken again at the packer.',
  },
  'scan-refused': {
    stops: false,
    cause: 'What was scanned is unknown, of another lot, of another level, or in another container already.',
    remedy:
      'The named thing does not belong into the container. Keep it out, find out where it came from, and scan the right one.',
  },
  'label-mismatch': {
    stops: true,
    cause: 'The labeller put on a wrong label, or labels were swapped by hand.',
    remedy:
      'A container bears another label than its own. Take it off the line, reprint its label, put it on and scan it by hand; look at the next ones too, then resume.',
  },
  'label-unread': {
    stops: true,
    cause: 'The label was not applied, is damaged, or the scanner does not see it.',
    remedy:
      'A label could not be read back. Look at the label: reprint it if it is missing or bad, scan it by hand, and see that it sticks on none of the next, then resume.',
  },
  'scanner-silent': {
    stops: true,
    cause:
      'The fixed scanner reads nothing: its trigger does not fire, it looks past the labels, or the container never came to it.',
    remedy:
      'A labelled container is overdue at the scanner. Look where it stands, scan its label by hand, see that the scanner is triggered and reads, then resume.',
  },
  'no-station': {
    stops: true,
    cause: 'The recipe was made for another line, or the configuration lacks a device.',
    remedy:
      'This line cannot do what the recipe wants. A lead takes the batch back, with a signed reason: it is prepared anew by what is approved then, moved, or cancelled. Or add the device to the configuration. Then resume.',
  },
  fault: {
    stops: true,
    cause: 'The disk is full or broken, or the agent has an error.',
    remedy: 'The agent cannot record units. Check disk space and the log, then resume.',
  },
  'reject-trend': {
    stops: false,
    cause: 'Print, ribbon, material or camera is getting worse, or cartons come askew.',
    remedy: 'Look at the last rejects of that reason and put right what makes them before the line has to stop.',
  },
  'grade-drift': {
    stops: false,
    cause: 'Print contrast or sharpness is sinking: a worn head, a ribbon that creases, a dirty lens.',
    remedy: 'Clean head and lens, check ribbon and darkness, before codes fall below the threshold.',
  },
  'gate-disagrees': {
    stops: false,
    cause:
      'The verdict reached the gate too late, because this machine or the network was busy: it rejects what it has no verdict on. Or the gate acted too early or too late, or has too little air.',
    remedy:
      'The gate did not do as it was told. When several good packs are rejected one after another, look at what loads this machine and the network; otherwise check the gate’s timing and air pressure.',
  },
  'not-confirmed': {
    stops: false,
    signed: true,
    cause: 'The packs were in the zone when the line stopped, and the gate no longer knows of them.',
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
