import type { AlarmKind } from '../line/alarm-table.ts';

/** Every alarm a site can raise. None stops a line: where a line has to stand for the same reason, it says so by an alarm of its own. */
export const siteAlarmTable = {
  'numbers-low': {
    stops: false,
    cause: 'The cloud is not reached or its pool is empty, and orders take more numbers than the site has.',
    remedy:
      'Look at the connection to the cloud and at the pool (GET /api/pools/{pool} there). A line stops when it has used up what is here; numbers are fetched as soon as the cloud gives them.',
  },
  'orders-refused': {
    stops: false,
    cause: 'An order is for a site, line or product that cannot be packed here as it was written.',
    remedy: 'Have the order corrected or cancelled where it was made; it is looked at again every minute.',
  },
  'returns-refused': {
    stops: false,
    cause:
      'The cloud did not take back numbers that were left over: its grant does not allow it, or an event names one.',
    remedy:
      'Nobody uses these numbers again, so nothing is wrong with what was packed. Look the block up in the cloud (GET /api/serial-requests/{requestId}) and close it there.',
  },
  'clock-skew': {
    stops: false,
    cause: 'The clock of this machine was set, or runs wrong: its time server is missing or not reached.',
    remedy:
      'Check the time service of this machine (chronyc tracking, timedatectl). What is told meanwhile bears the time of this machine.',
  },
  'disk-filling': {
    stops: false,
    cause: 'What waits for the cloud, or something else on this machine, fills the disk.',
    remedy: 'Restore the connection to the cloud, or make room on the disk of the agent’s data.',
  },
  'disk-full': {
    stops: false,
    cause: 'The disk holds as much as it may. Lines stop before anything is lost.',
    remedy: 'Restore the connection to the cloud, or make room on the disk of the agent’s data; then resume the lines.',
  },
  'outbox-waits': {
    stops: false,
    cause: 'The cloud is not reached, or does not answer for what it was sent.',
    remedy:
      'Restore the connection to the cloud. Lines go on meanwhile as long as there is room and numbers; what waits is sent by itself.',
  },
  'messages-refused': {
    stops: false,
    cause: 'The repository took a message for wrong, and will never take it as it is.',
    remedy:
      'Read what it says against the message, and correct it by events in the cloud. The message is kept here and in the cloud’s bucket, and is not sent again.',
  },
} as const satisfies Record<string, AlarmKind>;
export type SiteAlarmCode = keyof typeof siteAlarmTable;
