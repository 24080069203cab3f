import { accept } from './documents/accept.ts';
import { customsData } from './documents/customs-data.ts';
import { destruction } from './documents/destruction.ts';
import { foreignEmission } from './documents/foreign-emission.ts';
import { foreignImport } from './documents/foreign-import.ts';
import { foreignShipment } from './documents/foreign-shipment.ts';
import { moveDestruction } from './documents/move-destruction.ts';
import { moveOrder } from './documents/move-order.ts';
import { moveOwner } from './documents/move-owner.ts';
import { movePlace } from './documents/move-place.ts';
import { multiPack } from './documents/multi-pack.ts';
import { multiUnitAppend } from './documents/multi-unit-append.ts';
import { posting } from './documents/posting.ts';
import { recall } from './documents/recall.ts';
import { receiveOrder } from './documents/receive-order.ts';
import { refusalReceiver } from './documents/refusal-receiver.ts';
import { refusalSender } from './documents/refusal-sender.ts';
import { registerEndPacking } from './documents/register-end-packing.ts';
import { registerProductEmission } from './documents/register-product-emission.ts';
import { releaseInCirculation } from './documents/release-in-circulation.ts';
import { unitAppend } from './documents/unit-append.ts';
import { unitExtract } from './documents/unit-extract.ts';
import { unitPack } from './documents/unit-pack.ts';
import { unitUnpack } from './documents/unit-unpack.ts';
import { withdrawal } from './documents/withdrawal.ts';
import type { Document } from './xml/document.ts';

/** Every document that we can write, by number: its root, how many things it takes, and what it tells stand in each. */
export const documents: readonly Document<unknown>[] = [
  recall,
  refusalSender,
  refusalReceiver,
  registerProductEmission,
  foreignShipment,
  foreignImport,
  customsData,
  releaseInCirculation,
  moveOwner,
  moveOrder,
  receiveOrder,
  movePlace,
  moveDestruction,
  destruction,
  withdrawal,
  accept,
  posting,
  unitPack,
  unitUnpack,
  unitExtract,
  unitAppend,
  multiPack,
  multiUnitAppend,
  registerEndPacking,
  foreignEmission,
];
