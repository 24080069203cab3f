import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Product } from './product.ts';
import { openProxy, type TcpProxy } from './tcp-proxy.ts';

/** What the plant of a running product has between it and its cloud. */
export interface PlantWan {
  /** Nothing goes through any more, and what was open is closed; new connections hear nothing. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

const config = v.looseObject({ api: v.string(), mqtt: v.looseObject({ port: v.number() }) });
const status = v.object({ pid: v.number(), outbox: v.object({ connected: v.boolean() }) });

/**
 * Lays a cable that can be pulled between the plant's agent and its cloud: the agent is told of the cable's ends in its configuration, and started anew. Resolves once it is connected
 * through it.
 *
 * @param data the product's folder
 */
export async function layPlantWan({ url, mqttPort, hmiUrl }: Product, data: string): Promise<PlantWan> {
  const path = join(data, 'plant', 'agent.json');
  const proxies = await Promise.all([openProxy(Number(new URL(url).port)), openProxy(mqttPort)]);
  const [api, mqtt] = proxies;
  const before = v.parse(config, JSON.parse(readFileSync(path, 'utf8')));
  const through = { ...before, api: `http://127.0.0.1:${api.port}`, mqtt: { ...before.mqtt, port: mqtt.port } };
  writeFileSync(path, JSON.stringify(through));
  process.kill((await statusOf(hmiUrl))?.pid ?? 0, 'SIGKILL');
  await untilConnected(hmiUrl, mqtt);
  return {
    cut: () => {
      for (const one of proxies) {
        one.freeze();
        one.cut();
      }
    },
    mend: () => {
      for (const one of proxies) {
        one.thaw();
        // What waits on a connection that was opened meanwhile would wait for long.
        one.cut();
      }
    },
    close: async () => {
      for (const one of proxies) await one.close();
    },
  };
}

async function statusOf(hmiUrl: string): Promise<v.InferOutput<typeof status> | undefined> {
  const answer = await fetch(`${hmiUrl}/status`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  return answer && v.parse(status, await answer.json());
}

async function untilConnected(hmiUrl: string, mqtt: TcpProxy): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    if (mqtt.connections() > 0 && (await statusOf(hmiUrl))?.outbox.connected === true) return;
    if (Date.now() > until) throw new Error('the agent did not come back through the cable');
    await new Promise((resume) => setTimeout(resume, 50));
  }
}
