import { agent } from './catalogue/agent.ts';
import { belt } from './catalogue/belt.ts';
import { camera } from './catalogue/camera.ts';
import { gate } from './catalogue/gate.ts';
import { network } from './catalogue/network.ts';
import { printing } from './catalogue/printing.ts';
import type { Fault } from './fault.ts';

/** All that is made to go wrong between printer and reject bin, and around it. */
export const catalogue: readonly Fault[] = [...printing, ...camera, ...belt, ...gate, ...network, ...agent];
