import { rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Agent, startAgent } from './agent.ts';
import { readConfig } from './config.ts';
import { runComponent } from './greengrass/run-component.ts';
import { log } from './log.ts';
import { passwordTyped } from './password-typed.ts';
import { hashPassword } from './people/password.ts';
import { readClaim } from './provision/claim.ts';
import { provisionBy } from './provision/provision.ts';
import { stopRequests } from './stop-requests.ts';

const USAGE = `--config FILE           runs the agent of a site
--check --config FILE   says whether this machine can run it and whether FILE is a configuration, and runs nothing
--greengrass            runs it as a component of a Greengrass core
--hash-password         asks for a password and tells the hash for a person of the configuration
--provision --claim FILE  becomes a thing of the fleet
`;

/**
 * `npm run agent -- --config FILE`; `--greengrass` as a component of a Greengrass core; `--hash-password` for a person of the configuration;
 * `--provision --claim FILE` to become a thing of the fleet.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean' },
      config: { type: 'string' },
      greengrass: { type: 'boolean' },
      'hash-password': { type: 'boolean' },
      provision: { type: 'boolean' },
      claim: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) process.stdout.write(USAGE);
  else if (values['hash-password'] === true) process.stdout.write(`${await hashPassword(await passwordTyped())}\n`);
  else if (values.provision === true) await provision(values.claim);
  else if (values.check === true) await check(values.config);
  else if (values.greengrass === true) {
    // What stops the component goes by it.
    writeFileSync('agent.pid', `${process.pid}`);
    process.on('exit', () => rmSync('agent.pid', { force: true }));
    serve(await runComponent({ folder: process.cwd(), start: startAgent, log, failed }));
  } else if (values.config !== undefined) serve(await startAgent(readConfig(values.config)));
  else throw new Error('say which site this is: --config FILE');
}

/** Whether this machine can run the agent, with what is otherwise loaded only where a device wants it; and whether a configuration is one, where it is named. */
async function check(config: string | undefined): Promise<void> {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 24) throw new Error(`Node ${process.versions.node} is too old; the agent needs 24 or later`);
  await Promise.all([import('./devices/plcs/opcua-session.ts'), import('serialport')]);
  if (config !== undefined) {
    const { site, lines, foreign } = readConfig(config);
    const names = [...lines, ...foreign].map(({ line }) => line).join(', ') || 'none';
    process.stdout.write(`${config} is the configuration of site ${site}, lines ${names}\n`);
  }
  process.stdout.write(`the agent runs on Node ${process.versions.node} ${process.platform}-${process.arch}\n`);
}

/** Lets the agent run until somebody asks for its end. */
function serve(agent: Pick<Agent, 'url' | 'stop'>): void {
  process.stdout.write(`agent ready ${agent.url}\n`);
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    agent.stop().then(() => process.exit(0), failed);
  };
  const asked = stopRequests(() => performance.now());
  const stop = () => {
    // It may always go at once: everything that counts is on disk at every moment.
    if (asked() === 'go at once') process.exit(1);
    end();
  };
  // A parent that goes away is no second wish: it goes because it was asked to.
  process.once('disconnect', end);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function provision(claim: string | undefined): Promise<void> {
  if (claim === undefined) throw new Error('say by what claim: --provision --claim FILE');
  const { thing, folder, isNew } = await provisionBy(readClaim(claim));
  process.stdout.write(
    `${isNew ? 'provisioned' : 'was provisioned before'}: thing ${thing}, certificate in ${folder}\n`,
  );
}

function failed(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(failed);
