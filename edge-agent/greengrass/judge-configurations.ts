import { greengrasscoreipc } from 'aws-iot-device-sdk-v2';
import type { Config } from '../config.ts';
import { HeldStream } from '../link/held-stream.ts';
import type { Ipc } from '../link/ipc.ts';
import { isUsable } from './component-configuration.ts';

const { ACCEPTED, REJECTED } = greengrasscoreipc.model.ConfigurationValidityStatus;
type Events = greengrasscoreipc.model.ValidateConfigurationUpdateEvents;

interface Needs {
  readonly ipc: Ipc;
  readonly judge: (raw: unknown) => Promise<Config | readonly string[]>;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Judges configurations before a deployment is carried out: one that would not do fails it, with every reason. Answers how to stop. */
export function judgeConfigurations({ ipc, judge, log }: Needs): HeldStream<Events> {
  const report = async (deploymentId: string, raw: unknown) => {
    const config = await judge(raw);
    const verdict = isUsable(config) ? { status: ACCEPTED } : { status: REJECTED, message: config.join('; ') };
    log('configuration-judged', { deploymentId, ...verdict });
    await ipc.call((client) =>
      client.sendConfigurationValidityReport({ configurationValidityReport: { deploymentId, ...verdict } }),
    );
  };
  return new HeldStream<Events>({
    ipc,
    open: (client) => client.subscribeToValidateConfigurationUpdates({}),
    listener: ({ validateConfigurationUpdateEvent: asked }) => {
      // Without an answer the nucleus fails the deployment by itself when its time is over.
      if (asked)
        report(asked.deploymentId, asked.configuration).catch((error: unknown) =>
          log('not-judged', { why: String(error) }),
        );
    },
    failed: ({ kind }) => kind !== 'unsupported',
  });
}
