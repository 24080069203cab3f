import type { greengrasscoreipc } from 'aws-iot-device-sdk-v2';
import { HeldStream } from '../link/held-stream.ts';
import type { Ipc } from '../link/ipc.ts';

type Events = greengrasscoreipc.model.ComponentUpdatePolicyEvents;

interface Needs {
  readonly ipc: Ipc;
  /** Lines in the middle of a batch. */
  readonly underWay: () => readonly string[];
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

/** When the nucleus may ask again whether it may update us. */
const RECHECK_MS = 60_000;

/**
 * Puts an update of the component off while a batch runs, and lets it come at once otherwise. Nucleus lite gives no notice: there an update may
 * come in the middle of a batch, which costs the packs in the zone and nothing else.
 */
export function deferUpdates({ ipc, underWay, log }: Needs): HeldStream<Events> {
  let isTold = false;
  const answer = async (deploymentId: string) => {
    const lines = underWay();
    const wait =
      lines.length > 0
        ? { recheckAfterMs: RECHECK_MS, message: `a batch runs on ${lines.join(', ')}` }
        : { recheckAfterMs: 0 };
    log(lines.length > 0 ? 'update-deferred' : 'update-accepted', { deploymentId, lines });
    await ipc.call((client) => client.deferComponentUpdate({ deploymentId, ...wait }));
  };
  return new HeldStream<Events>({
    ipc,
    open: (client) => client.subscribeToComponentUpdates({}),
    listener: ({ preUpdateEvent }) => {
      if (preUpdateEvent)
        answer(preUpdateEvent.deploymentId).catch((error: unknown) =>
          log('update-not-answered', { why: String(error) }),
        );
    },
    failed: ({ kind, message }) => {
      if (!isTold)
        log('updates-not-announced', {
          why: message,
          remedy: 'on nucleus lite deploy while no batch runs; a restart in the middle of one loses nothing',
        });
      isTold = true;
      return kind !== 'unsupported';
    },
  });
}
