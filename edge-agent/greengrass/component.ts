import type { Agent } from '../agent.ts';
import type { Config } from '../config.ts';
import type { Ipc } from '../link/ipc.ts';
import { ipcFault } from '../link/ipc-fault.ts';
import type { Link } from '../link/link.ts';
import { openLink } from '../link/open-link.ts';
import { componentConfiguration, isUsable, siteConfiguration } from './component-configuration.ts';

export interface ComponentNeeds {
  /** The component's work path. */
  readonly folder: string;
  readonly start: (config: Config, open: (config: Config) => Link) => Promise<Agent>;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
  /** The agent could not go on with another configuration. */
  readonly failed: (error: unknown) => void;
}

/** How often is looked whether a new configuration may be taken on. */
const LOOK_MS = 2_000;

/** The agent and the configuration that it runs by. */
export class Component {
  readonly #needs: ComponentNeeds;
  readonly #ipc: Ipc;
  #agent: Agent | undefined;
  #running: Config | undefined;
  #config = '';
  /** By which it could not go on; it is not tried again until it is another. */
  #failed = '';
  #wanted: Config | undefined;
  /** Lines for which it was said to wait. */
  #waitsFor = '';
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #ending = false;

  constructor(needs: ComponentNeeds, ipc: Ipc) {
    this.#needs = needs;
    this.#ipc = ipc;
  }

  get url(): string {
    return this.#agent?.url ?? '';
  }

  underWay(): readonly string[] {
    return this.#agent?.underWay() ?? [];
  }

  /** Starts by the configuration that there is. Throws with every reason when it will not do. */
  async begin(): Promise<void> {
    const config = await this.#read();
    if (!isUsable(config))
      throw new Error(
        `the component’s configuration is none of the agent:\n${config.map((one) => `  ${one}`).join('\n')}`,
      );
    await this.#start(config);
  }

  /** Looks whether the configuration is another, and takes it on as soon as no batch runs. */
  async look(): Promise<void> {
    try {
      const config = await this.#read();
      if (!isUsable(config)) this.#needs.log('configuration-unusable', { why: config.join('; ') });
      else {
        this.#wanted = [this.#config, this.#failed].includes(JSON.stringify(config)) ? undefined : config;
        this.#takeOn();
      }
    } catch (error) {
      // Whatever is missed here is looked for again when the connection is back.
      this.#needs.log('configuration-not-read', { why: ipcFault(error).message });
    }
  }

  async stop(): Promise<void> {
    this.#ending = true;
    clearTimeout(this.#timer);
    await this.#turn;
    await this.#agent?.stop();
  }

  async #read(): Promise<Config | readonly string[]> {
    return siteConfiguration(await componentConfiguration(this.#ipc), { ipc: this.#ipc, folder: this.#needs.folder });
  }

  async #start(config: Config): Promise<void> {
    const { start, log } = this.#needs;
    this.#agent = await start(config, ({ mqtt }) => openLink({ mqtt, env: process.env, log, ipc: this.#ipc }));
    this.#running = config;
    this.#config = JSON.stringify(config);
  }

  #takeOn(): void {
    clearTimeout(this.#timer);
    if (this.#wanted === undefined || this.#ending) return;
    const lines = this.underWay();
    if (lines.length > 0) {
      // Looked at every few seconds, and told when it is for other lines.
      if (this.#waitsFor !== lines.join()) this.#needs.log('configuration-waits', { lines });
      this.#waitsFor = lines.join();
      this.#timer = setTimeout(() => this.#takeOn(), LOOK_MS).unref();
      return;
    }
    this.#waitsFor = '';
    const config = this.#wanted;
    this.#wanted = undefined;
    this.#turn = this.#turn.then(() => this.#restart(config)).catch(this.#needs.failed);
  }

  async #restart(config: Config): Promise<void> {
    if (this.#ending) return;
    await this.#agent?.stop();
    this.#agent = undefined;
    try {
      await this.#start(config);
      this.#needs.log('configuration-taken', {});
    } catch (error) {
      if (this.#running === undefined) throw error;
      // Its deployment has succeeded and rolls nothing back any more: lines are better off with what they ran by.
      this.#needs.log('configuration-failed', { why: String(error instanceof Error ? error.message : error) });
      this.#failed = JSON.stringify(config);
      await this.#start(this.#running);
    }
  }
}
