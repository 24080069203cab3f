import { greengrasscoreipc } from 'aws-iot-device-sdk-v2';
import type { Agent } from '../agent.ts';
import { HeldStream } from '../link/held-stream.ts';
import { Ipc } from '../link/ipc.ts';
import { ipcFault } from '../link/ipc-fault.ts';
import { Component, type ComponentNeeds } from './component.ts';
import { siteConfiguration } from './component-configuration.ts';
import { deferUpdates } from './defer-updates.ts';
import { judgeConfigurations } from './judge-configurations.ts';

const { RUNNING, ERRORED } = greengrasscoreipc.model.ReportedLifecycleState;

/** The agent as a component of Greengrass: configured, asked about updates and connected by the nucleus that started it. */
export async function runComponent(needs: ComponentNeeds): Promise<Pick<Agent, 'url' | 'stop'>> {
  const { log } = needs;
  const ipc = new Ipc(log);
  const component = new Component(needs, ipc);
  try {
    await ipc.whenConnected();
    await component.begin();
  } catch (error) {
    await tell(ipc, ERRORED, log);
    await ipc.close();
    throw error;
  }
  const streams = [
    judgeConfigurations({ ipc, judge: (raw) => siteConfiguration(raw, { ipc, folder: needs.folder }), log }),
    deferUpdates({ ipc, underWay: () => component.underWay(), log }),
    new HeldStream<greengrasscoreipc.model.ConfigurationUpdateEvents>({
      ipc,
      open: (client) => client.subscribeToConfigurationUpdate({ keyPath: [] }),
      listener: () => void component.look(),
      failed: ({ kind }) => kind !== 'unsupported',
    }),
  ];
  const listen = () => {
    void tell(ipc, RUNNING, log);
    for (const stream of streams) void stream.open();
  };
  ipc.onConnected(() => {
    listen();
    // A change that was told while we were away is not told again.
    void component.look();
  });
  listen();
  return {
    url: component.url,
    stop: async () => {
      await component.stop();
      await Promise.all(streams.map((stream) => stream.close()));
      await ipc.close();
    },
  };
}

/** A state that cannot be told is seen by the nucleus all the same, by our process. */
const tell = (ipc: Ipc, state: typeof RUNNING | typeof ERRORED, log: ComponentNeeds['log']) =>
  ipc
    .call((client) => client.updateState({ state }))
    .catch((error: unknown) => log('state-not-told', { state, why: ipcFault(error).message }));
