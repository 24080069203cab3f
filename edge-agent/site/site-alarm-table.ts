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
    remedy:
      'Have the order changed or cancelled where it was made (at L4: POST /api/orders/{order}/change or /cancel); it is looked at again every minute.',
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
    cause:
      'What waits for the cloud, lots that are not archived yet, or something else on this machine, fill the disk.',
    remedy:
      'Restore the connection to the cloud, have lots archived sooner (archive.days), or make room on the disk of the agent’s data.',
  },
  'certificate-ends': {
    stops: false,
    cause: 'A certificate ends within thirty days, or has ended. Whoever is reached by it is not reached from then on.',
    remedy:
      'Put a new one where the old one lies. lineApi and the page take it on within a minute; for the broker, and for OPC UA, start the agent again between two batches.',
  },
  'disk-forecast': {
    stops: false,
    cause:
      'The records grow faster than lots are archived; if it goes on like that, the disk is full before long and the lines stand.',
    remedy:
      'Have lots archived sooner (archive.days of the configuration), give the records more room (disk.mostBytes, a larger volume), or find out why lots are not reported.',
  },
  'archive-failed': {
    stops: false,
    cause: 'A lot that is to leave the database cannot be written to its file, or the file is not what was written.',
    remedy:
      'Look at the folder of archives: it must be there, writable for the agent, and have room. The lot stays in the database until then.',
  },
  'disk-full': {
    stops: false,
    cause: 'The disk holds as much as it may. Lines stop before anything is lost.',
    remedy:
      'Restore the connection to the cloud, have lots archived sooner (archive.days), or make room on the disk of the agent’s data; then resume the lines.',
  },
  'outbox-waits': {
    stops: false,
    cause: 'The cloud is not reached, or does not answer for what it was sent.',
    remedy:
      'Restore the connection to the cloud. Lines go on meanwhile as long as there is room and numbers; what waits is sent by itself.',
  },
  'suspect-goods': {
    stops: false,
    cause:
      'The code of a pack in the warehouse says another lot or expiry than is known of its number: it is perhaps falsified.',
    remedy:
      'Quality assurance: look at the pack, which is put aside, and at what is known (GET /api/warehouse/suspects); inform the marketing authorisation holder and the authority, and sign what it is (POST /api/warehouse/suspects/{suspect}/judge).',
  },
  'container-numbers-refused': {
    stops: false,
    cause:
      'The pool that the warehouse’s configuration names gives no numbers for containers: it is none of this site’s own tenant, is spent, or this site may not draw from it.',
    remedy:
      'Name a pool of SSCCs of the site’s own tenant (warehouse, ssccPool), or put right what the cloud says against it. It is asked again every minute; packs are moved without a new container meanwhile.',
  },
  'messages-refused': {
    stops: false,
    cause: 'The repository took a message for wrong, and will never take it as it is.',
    remedy:
      'Read what it says against the message (GET /api/refused-messages). Put right what was in its way and send it again, or correct it by events in the cloud and say so. The report of its lot waits until then.',
  },
} as const satisfies Record<string, AlarmKind>;
export type SiteAlarmCode = keyof typeof siteAlarmTable;
